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
import { FakeClock } from '../__testUtils__/FakeClock';
import type { ClusterConnection } from '../clusters/types';
import { MigrationError } from '../errors/MigrationError';
import type { ClusterClient } from '../kubernetes/ClusterClient';
import { resources } from '../kubernetes/resources';
import { ClusterLiveLogs } from './ClusterLiveLogs';

const EAST = 'resource:default/east';
const WEST = 'resource:default/west';
const plan = {
  sourceCluster: EAST,
  targetCluster: WEST,
  namespaces: [{ source: 'shop', target: 'shop-new' }],
  volumes: [{ namespace: 'shop', name: 'data' }],
  images: [{ repository: 'shop/a' }, { repository: 'shop/b' }],
  options: {},
} as unknown as Plan;
const volume = {
  id: 'v',
  migrationId: 'm',
  kind: 'volume' as const,
  source: { namespace: 'shop', name: 'data' },
};
const image = (id: string) => ({
  id,
  migrationId: 'm',
  kind: 'image' as const,
  source: {},
});

function pod(
  name: string,
  labels: Record<string, string>,
  state: object = { running: {} },
) {
  return {
    metadata: {
      name,
      labels: Object.fromEntries(
        Object.entries(labels).map(([key, value]) => [
          `direct-migration.io/${key}`,
          value,
        ]),
      ),
    },
    status: { containerStatuses: [{ name: 'mover', state }] },
  };
}

/** A cluster of a few pods, by `namespace selector`, and of what they wrote. */
function fakeCluster(
  pods: Record<string, object[]>,
  logs: Record<string, string[] | Error> = {},
  jobs: object[] = [],
) {
  const reads: string[] = [];
  const client = {
    async list(resource: unknown, options: Record<string, string>) {
      return resource === resources.jobs
        ? jobs
        : pods[`${options.namespace} ${options.labelSelector}`] ?? [];
    },
    async *podLog({ name }: { name: string }) {
      reads.push(name);
      const log = logs[name];
      if (log instanceof Error) {
        throw log;
      }
      yield* log;
    },
  };
  return { client: client as unknown as ClusterClient, reads };
}

const ITEM =
  'app.kubernetes.io/managed-by=direct-migration,direct-migration.io/item-v';

function liveLogs(
  clusters: Record<string, () => Promise<ClusterClient>>,
  timeoutMs?: number,
) {
  return new ClusterLiveLogs({
    auth: mockServices.auth(),
    clock: new FakeClock(),
    inventory: {
      connect: async entityRef =>
        ({ client: await clusters[entityRef]() } as ClusterConnection),
    },
    timeoutMs,
  });
}

describe('ClusterLiveLogs', () => {
  it('reads the pods of both sides once, however many follow them', async () => {
    const sender = pod('s', { component: 'sender', 'item-v': '2' });
    const ended = pod(
      'r',
      { component: 'receiver', 'item-v': '2' },
      { terminated: {} },
    );
    const starting = pod('n', { component: 'receiver' }, { waiting: {} });
    const east = fakeCluster(
      { [`shop ${ITEM}`]: [sender] },
      { s: ['hello', '{"type":"progress"}', '{"type":"progress","n":2}'] },
    );
    const west = fakeCluster(
      { [`shop-new ${ITEM}`]: [ended, starting] },
      { r: ['bye'] },
    );
    const logs = liveLogs({
      [EAST]: async () => east.client,
      [WEST]: async () => west.client,
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => logs.read(volume, plan)),
    );
    for (const { logs: found, problems } of answers) {
      expect(problems).toEqual([]);
      expect(found).toHaveLength(2);
      expect(found).toEqual(
        expect.arrayContaining([
          {
            attempt: 2,
            pod: 's',
            component: 'sender',
            live: true,
            truncated: false,
            content: 'hello\n{"type":"progress","n":2}\n',
          },
          expect.objectContaining({ pod: 'r', live: false, content: 'bye\n' }),
        ]),
      );
    }
    expect([...east.reads, ...west.reads]).toEqual(['s', 'r']);
  });

  it('reads a copier once for all of its images, and gives each its own lines', async () => {
    const labels = { batch: '1', component: 'copier' };
    const line = (index: number, repository: string) =>
      JSON.stringify({
        type: 'copy',
        index,
        source: `e/${repository}`,
        target: `w/${repository}`,
      });
    const job = {
      metadata: {
        labels: { 'direct-migration.io/batch': '1' },
        annotations: { 'direct-migration.io/entries': 'a:1,b:3' },
      },
    };
    const west = fakeCluster(
      {
        'shop-new app.kubernetes.io/managed-by=direct-migration,direct-migration.io/migration=m,direct-migration.io/batch':
          [pod('c', labels)],
      },
      { c: ['shared', line(0, 'shop/a'), line(1, 'shop/b')] },
      [job],
    );
    const logs = liveLogs({ [WEST]: async () => west.client });
    const [a, b, other] = await Promise.all(
      ['a', 'b', 'other'].map(id => logs.read(image(id), plan)),
    );
    expect(a.logs).toEqual([
      {
        attempt: 1,
        pod: 'c',
        component: 'copier',
        live: true,
        truncated: false,
        content: `shared\n${line(0, 'shop/a')}\n`,
      },
    ]);
    expect(b.logs).toMatchObject([
      { attempt: 3, content: `shared\n${line(1, 'shop/b')}\n` },
    ]);
    expect(other).toEqual({ logs: [], problems: [] });
    expect(west.reads).toEqual(['c']);
  });

  it('has nothing of a copy in the backend, and of workloads', async () => {
    const logs = liveLogs({});
    const options = { images: { runOn: 'backend' as const } };
    expect(await logs.read(image('a'), { ...plan, options })).toEqual({
      logs: [],
      problems: [],
    });
    expect(await logs.read({ ...volume, kind: 'workload' }, plan)).toEqual({
      logs: [],
      problems: [],
    });
  });

  it('says what is wrong with one side, and shows the other', async () => {
    const east = fakeCluster(
      {
        [`shop ${ITEM}`]: ['gone', 'forbidden', 'fine'].map(name =>
          pod(name, { component: 'sender', attempt: '1' }),
        ),
      },
      {
        gone: new MigrationError({
          code: 'CLUSTER_NOT_FOUND',
          message: 'gone',
        }),
        forbidden: new MigrationError({
          code: 'CLUSTER_FORBIDDEN',
          message: 'East forbids it',
          hint: 'Add to a Role: pods/log',
        }),
        fine: ['hello'],
      },
    );
    const { logs, problems } = await liveLogs({
      [EAST]: async () => east.client,
      [WEST]: async () => {
        throw new MigrationError({
          code: 'CLUSTER_UNREACHABLE',
          message: 'No',
        });
      },
    }).read(volume, plan);
    expect(logs).toMatchObject([{ pod: 'fine', content: 'hello\n' }]);
    expect(problems).toHaveLength(2);
    expect(problems).toEqual(
      expect.arrayContaining([
        { code: 'CLUSTER_UNREACHABLE', message: 'No' },
        {
          code: 'CLUSTER_FORBIDDEN',
          message: 'East forbids it',
          hint: 'Add to a Role: pods/log',
        },
      ]),
    );
  });

  it('answers at the deadline, with what there is by then', async () => {
    const east = fakeCluster(
      { [`shop ${ITEM}`]: [pod('s', { component: 'sender', attempt: '1' })] },
      { s: ['hello'] },
    );
    const { logs, problems } = await liveLogs(
      {
        [EAST]: async () => east.client,
        [WEST]: () => new Promise(() => {}),
      },
      // Long enough for the other side, on whatever machine.
      3_000,
    ).read(volume, plan);
    expect(logs).toMatchObject([{ content: 'hello\n' }]);
    expect(problems).toMatchObject([
      {
        code: 'CLUSTER_UNREACHABLE',
        message: `${WEST} has not answered in time`,
      },
    ]);
  });
});
