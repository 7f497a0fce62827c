/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { openSync, closeSync, readFileSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { TwoSandboxes } from '../__testUtils__/TwoSandboxes';

jest.setTimeout(180_000);

const MIB = 2 ** 20;

describe('raw devices on two sandbox clusters', () => {
  let two: TwoSandboxes;
  let source: string;
  let itemNumber = 0;

  beforeAll(async () => {
    two = await TwoSandboxes.start();
    source = await two.claim('raw', {
      volumeMode: 'Block',
      resources: { requests: { storage: '16Mi' } },
    });
  });
  afterAll(async () => {
    await two?.stop();
  });

  const plan = (options: object = {}) =>
    two.plan({ volumes: [{ namespace: 'shop', name: 'raw', options }] });
  const content = () => readFileSync(two.west.volumePath('shop-new', 'raw'));
  function write(path: string, at: number, bytes: number) {
    const device = openSync(path, 'r+');
    writeSync(device, randomBytes(bytes), 0, bytes, at);
    closeSync(device);
  }
  /** A stage of its own. */
  async function stage() {
    itemNumber += 1;
    const context = two.context({
      plan: plan({ verify: 'full' }),
      itemId: `${itemNumber}2345678-bbbb-4000-8000-000000000000`,
    });
    const done = await two.drive(two.services.engines.volume, context);
    expect(await two.services.engines.volume.cleanup(context)).toBe(true);
    return done;
  }

  it('become equal without their zeros, then by what differs, on the target too', async () => {
    write(source, 3 * MIB, 2 * MIB);
    expect(await stage()).toMatchObject({
      kind: 'succeeded',
      result: {
        blocks: { sent: 2 },
        verification: { mode: 'full', mismatchCount: 0 },
      },
    });
    expect(
      two.west.get('v1', 'PersistentVolumeClaim', 'raw', 'shop-new')?.spec,
    ).toMatchObject({ volumeMode: 'Block' });
    expect(content().equals(readFileSync(source))).toBe(true);

    write(source, 12 * MIB + 5, 1000);
    write(two.west.volumePath('shop-new', 'raw'), 8 * MIB, 10);
    expect(await stage()).toMatchObject({
      kind: 'succeeded',
      // Of what is zeros on the source only the place crosses.
      result: { blocks: { sent: 1 }, verification: { mismatchCount: 0 } },
    });
    expect(content().equals(readFileSync(source))).toBe(true);
    expect(two.leftovers()).toEqual([]);
  });

  it('are said to belong to root where others are to open them', async () => {
    const checks = async (options: object) =>
      (
        await two.services.preflight.check(plan(options), {
          credentials: {} as never,
        })
      ).checks.filter(({ id }) => id === 'volume.deviceUser');
    expect(await checks({ targetPod: { runAsUser: 0 } })).toEqual([]);
    expect(
      await checks({
        sourcePod: { runAsUser: 4711 },
        targetPod: { runAsUser: 0 },
      }),
    ).toEqual([
      expect.objectContaining({
        level: 'warn',
        subject: 'shop/raw',
        field: 'volumes[0].options',
        message: expect.stringMatching(/root.* by the sourcePod as user 4711$/),
        fix: expect.stringContaining('device_ownership_from_security_context'),
      }),
    ]);
  });
});
