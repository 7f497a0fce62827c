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

import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MemoryInspections } from '../../__testUtils__/MemoryInspections';
import { MemoryStoppedWorkloads } from '../../__testUtils__/MemoryStoppedWorkloads';
import { DefaultPreflightChecker } from '../../preflight/DefaultPreflightChecker';
import { TwoSandboxes } from '../__testUtils__/TwoSandboxes';
import { VolumeEngine } from '../volume/VolumeEngine';

jest.setTimeout(120_000);

const MIB = 2 ** 20;
const itAsRoot = process.getuid?.() === 0 ? it : it.skip;
/** Whom the files of a test belong to, who need not be root to make them. */
const OWNER = process.getuid?.() ?? 0;
/** Somebody else, as whom the target's pod is to run. */
const SOMEBODY = 54321;

describe('the inspection of volumes, on two sandbox clusters', () => {
  let two: TwoSandboxes;
  let folder: string;
  let small: string;
  let inspections: MemoryInspections;
  const credentials = {} as never;

  beforeAll(async () => {
    two = await TwoSandboxes.start();
    folder = await two.claim('data');
    writeFileSync(join(folder, 'foreign'), Buffer.alloc(3 * MIB, 'x'));
    writeFileSync(join(folder, 'too'), '');
    small = await two.claim('small', {
      resources: { requests: { storage: '2Mi' } },
    });
  });
  afterAll(async () => {
    await two?.stop();
  });
  beforeEach(() => {
    inspections = new MemoryInspections();
  });

  const preflight = async (
    plan: Partial<Plan> = {},
    options: { inspect?: boolean; image?: string } = {},
  ) => {
    const { image = 'mover:test', inspect = false } = options;
    return new DefaultPreflightChecker({
      inspections,
      inventory: two.services.inventory,
      logger: mockServices.logger.mock(),
      mover: { image, imagePullSecrets: [] },
      stoppedWorkloads: new MemoryStoppedWorkloads(),
    }).check(two.plan(plan), { credentials, inspect });
  };
  const check = async (...args: Parameters<typeof preflight>) => {
    const { checks } = await preflight(...args);
    return checks.filter(({ id }) =>
      /^(?:inspection|loss|capacity)\.|^volume\.inspected/.test(id),
    );
  };

  const asSomebody = (
    volume: Partial<Plan['volumes'][number]['options']> = {},
  ): Partial<Plan> => ({
    volumes: [{ namespace: 'shop', name: 'data', options: volume }],
    options: {
      endpoint: 'nodePort',
      volumes: { targetPod: { runAsUser: SOMEBODY, runAsGroup: SOMEBODY } },
    },
  });

  it('makes nothing unasked, and says that it does not know', async () => {
    expect(await check()).toEqual([]);
    expect(await check(asSomebody())).toEqual([
      expect.objectContaining({ id: 'inspection.missing', level: 'warn' }),
    ]);
    expect(two.leftovers()).toEqual([]);
  });

  it('says how much there is, and remembers it', async () => {
    const [inspected, ...others] = await check({}, { inspect: true });
    expect(others).toEqual([]);
    expect(inspected).toMatchObject({
      id: 'volume.inspected',
      level: 'info',
      subject: 'shop/data',
      message: expect.stringMatching(
        /it held 3(\.\d+)? MiB in 2 files and 0 folders, 3 inodes$/,
      ),
    });
    expect(two.leftovers()).toEqual([]);
    expect(await check()).toEqual([inspected]);
    // Under other circumstances other things are lost: that is not known yet.
    expect((await check(asSomebody())).map(({ id }) => id)).toEqual([
      'inspection.missing',
      'volume.inspected',
    ]);
  });

  it('blocks what would be lost until the plan agrees to it', async () => {
    const checks = await check(asSomebody(), { inspect: true });
    expect(checks[0]).toMatchObject({
      id: 'loss.notAccepted',
      level: 'block',
      field: 'volumes[0].options.acceptLoss',
      message: expect.stringMatching(
        /^Not all of shop\/data would arrive as it is: owner of 2 \(foreign, too\)/,
      ),
      fix: expect.stringContaining('acceptLoss: [owner'),
    });
    const agreed = asSomebody({ acceptLoss: ['owner', 'group'] });
    expect((await check(agreed)).map(({ id }) => id)).toEqual([
      'volume.inspected',
      'loss.accepted',
    ]);
    // What is left out is not lost.
    const without = asSomebody({ exclude: ['*'] });
    expect(
      (await check(without, { inspect: true })).map(({ id }) => id),
    ).toEqual(['volume.inspected']);
  });

  it('counts what would be lost, agreed to or not, by volume and kind', async () => {
    expect((await preflight()).inspections).toBeUndefined();
    const agreed = asSomebody({ acceptLoss: ['owner'] });
    const { inspections: found } = await preflight(agreed, { inspect: true });
    expect(found).toMatchObject([
      {
        namespace: 'shop',
        name: 'data',
        complete: true,
        current: true,
        files: 2,
        directories: 0,
        losses: expect.arrayContaining([
          { kind: 'owner', count: 2, examples: ['foreign', 'too'] },
        ]),
      },
    ]);
    // For other users it is not known what would be lost.
    const { inspections: old } = await preflight();
    expect(old).toMatchObject([{ current: false, files: 2, losses: [] }]);
  });

  itAsRoot(
    'knows whose files they are (needs root to give them away)',
    async () => {
      for (const name of ['foreign', 'too']) {
        chownSync(join(folder, name), SOMEBODY, SOMEBODY);
      }
      const checks = await check(asSomebody(), { inspect: true });
      for (const name of ['foreign', 'too']) {
        chownSync(join(folder, name), OWNER, process.getgid!());
      }
      // eslint-disable-next-line jest/no-standalone-expect
      expect(checks.map(({ id }) => id)).toEqual(['volume.inspected']);
    },
  );

  it('asks for a tenth more than there is', async () => {
    writeFileSync(join(small, 'much'), Buffer.alloc(20.5 * MIB, 'x'));
    const plan = (capacity?: string): Partial<Plan> => ({
      volumes: [{ namespace: 'shop', name: 'small', capacity }],
    });
    const [refused] = await check(plan('21Mi'), { inspect: true });
    expect(refused).toMatchObject({
      id: 'capacity.tooSmall',
      level: 'block',
      field: 'volumes[0].capacity',
      message:
        'The capacity asked for, 21Mi, is smaller than 23Mi, what the source holds and a tenth',
    });
    // The engine makes the claim of that size.
    const services = TwoSandboxes.servicesOf([two.east, two.west]);
    const engine = new VolumeEngine({
      inventory: services.inventory,
      auth: mockServices.auth(),
      mover: { image: 'mover:test', imagePullSecrets: [] },
      inspections,
      windowMs: 500,
    });
    const context = two.context({ plan: two.plan(plan()) });
    const result = await two.drive(engine, context);
    expect(result).toMatchObject({ kind: 'succeeded' });
    expect(
      two.west.get('v1', 'PersistentVolumeClaim', 'small', 'shop-new'),
    ).toMatchObject({ spec: { resources: { requests: { storage: '23Mi' } } } });
    expect(await engine.cleanup(context)).toBe(true);
  });

  it('says why it could not look, and removes its pod', async () => {
    const [failed, ...others] = await check(
      { options: { podStartTimeoutSeconds: 2 } },
      { inspect: true, image: 'nobody/has:this' },
    );
    expect(others).toEqual([]);
    expect(failed).toMatchObject({
      id: 'inspection.failed',
      level: 'block',
      field: 'volumes[0]',
      message: expect.stringMatching(/failed with IMAGE_PULL_FAILED: .*nobody/),
    });
    expect(two.leftovers()).toEqual([]);
  });
});
