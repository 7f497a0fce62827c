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

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MemoryStoppedWorkloads } from '../../__testUtils__/MemoryStoppedWorkloads';
import type { PreflightOptions } from '../../clusters/types';
import { DefaultPreflightChecker } from '../../preflight/DefaultPreflightChecker';
import { TwoSandboxes } from '../__testUtils__/TwoSandboxes';

jest.setTimeout(120_000);

describe('where a volume goes, and as what, on two sandbox clusters', () => {
  let two: TwoSandboxes;
  let source: string;

  beforeAll(async () => {
    two = await TwoSandboxes.start();
    source = await two.claim('data');
    writeFileSync(join(source, 'file'), 'content');
  });
  afterAll(async () => {
    await two?.stop();
  });

  const drive = async (plan: Plan, itemId: string) => {
    const context = two.context({ plan, itemId });
    const engine = two.services.engines.volume;
    const result = await two.drive(engine, context);
    expect(await engine.cleanup(context)).toBe(true);
    expect(two.leftovers()).toEqual([]);
    return result;
  };
  const checks = async (
    plan: Plan,
    options: Partial<PreflightOptions> = {},
  ) => {
    const found = await new DefaultPreflightChecker({
      inventory: two.services.inventory,
      logger: mockServices.logger.mock(),
      mover: { image: 'mover:test', imagePullSecrets: [] },
      stoppedWorkloads: new MemoryStoppedWorkloads(),
    }).check(plan, { credentials: {} as never, ...options });
    return found.checks;
  };
  const block = async (plan: Plan) =>
    (await checks(plan)).filter(({ level }) => level === 'block');

  it('copies under another name in the same namespace, into another class', async () => {
    const plan = two.plan({
      targetCluster: 'resource:default/east',
      namespaces: [{ source: 'shop', target: 'shop' }],
      volumes: [
        {
          namespace: 'shop',
          name: 'data',
          targetName: 'data-new',
          storageClass: 'local-wait',
          capacity: '2Gi',
        },
      ],
      options: { podStartTimeoutSeconds: 60 },
    });
    expect(await block(plan)).toEqual([]);
    expect(
      await drive(plan, '21212121-bbbb-4000-8000-000000000000'),
    ).toMatchObject({ kind: 'succeeded' });
    expect(
      readFileSync(
        join(two.east.volumePath('shop', 'data-new'), 'file'),
        'utf8',
      ),
    ).toBe('content');
    expect(
      two.east.get('v1', 'PersistentVolumeClaim', 'data-new', 'shop'),
    ).toMatchObject({
      spec: {
        storageClassName: 'local-wait',
        resources: { requests: { storage: '2Gi' } },
      },
    });
    expect(readFileSync(join(source, 'file'), 'utf8')).toBe('content');
  });

  it('says in preflight that a volume would go onto one that the plan reads', async () => {
    await two.claim('other');
    const volumes = [
      { namespace: 'shop', name: 'data', targetName: 'other' },
      { namespace: 'shop', name: 'other', targetName: 'data' },
    ];
    expect(
      await block(
        two.plan({
          targetCluster: 'resource:default/EAST',
          namespaces: [{ source: 'shop', target: 'shop' }],
          volumes,
        }),
      ),
    ).toEqual([
      expect.objectContaining({
        id: 'target.isSource',
        field: 'volumes[0].targetName',
      }),
      expect.objectContaining({
        id: 'target.isSource',
        field: 'volumes[1].targetName',
      }),
    ]);
  });

  it('gives the target the access modes that are asked for, and keeps to them', async () => {
    const plan = (accessModes: Plan['volumes'][number]['accessModes']) =>
      two.plan({
        volumes: [
          { namespace: 'shop', name: 'data', targetName: 'modes', accessModes },
        ],
      });
    expect(
      await drive(
        plan(['ReadWriteMany', 'ReadOnlyMany']),
        '31313131-bbbb-4000-8000-000000000000',
      ),
    ).toMatchObject({ kind: 'succeeded' });
    expect(
      two.west.get('v1', 'PersistentVolumeClaim', 'modes', 'shop-new'),
    ).toMatchObject({
      spec: { accessModes: ['ReadWriteMany', 'ReadOnlyMany'] },
    });
    expect(await block(plan(['ReadWriteMany']))).toEqual([]);
    expect(await block(plan(['ReadWriteOnce']))).toEqual([
      expect.objectContaining({
        id: 'targetVolume.unsupported',
        message: expect.stringContaining(
          'it has the access modes ReadWriteMany, ReadOnlyMany, not ReadWriteOnce',
        ),
      }),
    ]);
  });

  it('lets a volume of one pod only be cut over without a warm pass', async () => {
    await two.claim('single', { accessModes: ['ReadWriteOncePod'] });
    two.east.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'user', namespace: 'shop' },
      spec: {
        containers: [{ name: 'app', image: 'app:1' }],
        volumes: [
          { name: 'v', persistentVolumeClaim: { claimName: 'single' } },
        ],
      },
    });
    const plan = two.plan({ volumes: [{ namespace: 'shop', name: 'single' }] });
    const inUse = async (options: Partial<PreflightOptions>) =>
      (await checks(plan, options)).filter(({ id }) => id === 'volume.inUse');
    const [stage] = await inUse({});
    expect(stage).toMatchObject({
      level: 'block',
      fix: expect.stringContaining('warmPass: false'),
    });
    expect(await inUse({ type: 'cutover' })).toHaveLength(1);
    const cutover = { warmPass: false };
    expect(await inUse({ type: 'cutover', options: { cutover } })).toEqual([]);
  });

  it('makes no device of a file system', async () => {
    const plan = two.plan({
      volumes: [{ namespace: 'shop', name: 'data', volumeMode: 'Block' }],
    });
    expect(await block(plan)).toEqual([
      expect.objectContaining({
        id: 'volume.modeMismatch',
        field: 'volumes[0].volumeMode',
      }),
    ]);
    expect(
      await drive(plan, '41414141-bbbb-4000-8000-000000000000'),
    ).toMatchObject({
      kind: 'failed',
      retryable: false,
      error: { code: 'VOLUME_MODE_MISMATCH' },
    });
  });
});
