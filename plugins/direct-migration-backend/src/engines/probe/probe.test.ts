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

import { mockServices } from '@backstage/backend-test-utils';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { DefaultPreflightChecker } from '../../preflight/DefaultPreflightChecker';
import { MemoryStoppedWorkloads } from '../../__testUtils__/MemoryStoppedWorkloads';
import { TwoSandboxes } from '../__testUtils__/TwoSandboxes';
import { removeStaleProbes } from './removeStaleProbes';

jest.setTimeout(120_000);

describe('the probe of a preflight, on two sandbox clusters', () => {
  let two: TwoSandboxes;
  const credentials = {} as never;

  beforeAll(async () => {
    two = await TwoSandboxes.start();
    await two.claim('data');
  });
  afterAll(async () => {
    await two?.stop();
  });

  const probeChecks = async (
    image: string,
    plan: Partial<Plan> = {},
    probe = true,
  ) => {
    const { checks } = await new DefaultPreflightChecker({
      inventory: two.services.inventory,
      logger: mockServices.logger.mock(),
      mover: { image, imagePullSecrets: [] },
      stoppedWorkloads: new MemoryStoppedWorkloads(),
    }).check(two.plan(plan), { credentials, probe });
    return checks.filter(({ id }) => id.startsWith('probe.'));
  };

  it('moves some MiB the way of the plan, and removes its pods', async () => {
    expect(await probeChecks('mover:test', {}, false)).toEqual([]);
    expect(two.west.get('v1', 'Namespace', 'shop-new')).toBeUndefined();
    expect(await probeChecks('mover:test')).toEqual([
      {
        id: 'probe.succeeded',
        level: 'info',
        subject: 'shop → shop-new',
        message: expect.stringMatching(
          /^The probe from shop on east to shop-new on west went through nodePort: TLS is as it should be, and 8 MiB went at [\d.]+ MiB\/s\. The target namespace was made for it, and stays$/,
        ),
      },
    ]);
    expect(two.leftovers()).toEqual([]);
    expect(two.west.list('v1', 'PersistentVolumeClaim', 'shop-new')).toEqual(
      [],
    );
    expect((await probeChecks('mover:test'))[0].message).not.toContain('made');
  });

  it('says that the image cannot be pulled, and removes its pods', async () => {
    const [check, ...others] = await probeChecks('nobody/has:this', {
      options: { podStartTimeoutSeconds: 3 },
    });
    expect(others).toEqual([]);
    expect(check).toMatchObject({
      id: 'probe.failed',
      level: 'block',
      message: expect.stringMatching(/failed with IMAGE_PULL_FAILED: .*nobody/),
      fix: expect.stringContaining('moverImage'),
    });
    expect(two.leftovers()).toEqual([]);
  });

  it('does not begin where the plan is blocked anyway', async () => {
    expect(
      await probeChecks('mover:test', {
        volumes: [{ namespace: 'shop', name: 'nothing' }],
      }),
    ).toEqual([expect.objectContaining({ id: 'probe.skipped' })]);
  });

  it('leaves nothing for long when its backend was killed', async () => {
    const labels = {
      'app.kubernetes.io/managed-by': 'direct-migration',
      'direct-migration.io/probe': 'true',
    };
    const put = (kind: string, name: string, rest: object) =>
      two.west.apply({
        apiVersion: 'v1',
        kind,
        metadata: { name, namespace: 'shop-new', labels },
        ...rest,
      });
    put('Service', 'probe', { spec: { ports: [{ port: 8443 }] } });
    put('Secret', 'probe', { data: {} });
    two.west.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'of-an-item',
        namespace: 'shop-new',
        labels: {
          'app.kubernetes.io/managed-by': 'direct-migration',
          'direct-migration.io/item': 'item',
        },
      },
    });
    const run = (minutes: number) =>
      removeStaleProbes({
        inventory: two.services.inventory,
        auth: mockServices.auth(),
        logger: mockServices.logger.mock(),
        now: () => new Date(Date.now() + minutes * 60_000),
      });
    // One may be running.
    expect(await run(0)).toBe(0);
    expect(await run(20)).toBe(2);
    expect(await run(20)).toBe(0);
    expect(
      two.west.list('v1', 'Secret', 'shop-new').map(s => s.metadata.name),
    ).toContain('of-an-item');
  });
});
