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

import { createHash } from 'node:crypto';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type {
  Item,
  ItemLogs,
  Migration,
  PlanInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { SandboxCluster } from '@direct-migration/sandbox-cluster';
import { TestPortal } from '../__testUtils__/TestPortal';
import { pushImage, registryOf } from '../engines/__testUtils__/pushImage';
import { TwoSandboxes } from '../engines/__testUtils__/TwoSandboxes';

jest.setTimeout(180_000);

/** Two seconds for the content, so that there is time to disturb. */
// without compression, or there would be hardly anything to send
const SLOWLY = {
  bandwidthLimit: 1_500_000,
  endpoint: 'nodePort' as const,
  volumes: { compression: 'off' as const },
};

/** Everything of a folder that a copy has to keep, by path. */
function contentOf(root: string, folder = ''): Record<string, unknown> {
  return Object.assign(
    {},
    ...readdirSync(join(root, folder)).map(name => {
      const path = join(folder, name);
      const stats = lstatSync(join(root, path));
      const { mode, uid, gid, nlink, mtimeMs } = stats;
      if (stats.isDirectory()) {
        return { [path]: { mode, uid, gid }, ...contentOf(root, path) };
      }
      const content = stats.isSymbolicLink()
        ? readlinkSync(join(root, path))
        : createHash('sha256')
            .update(readFileSync(join(root, path)))
            .digest('hex');
      return { [path]: { mode, uid, gid, nlink, mtimeMs, content } };
    }),
  );
}

describe('from the plan to the end on two sandbox clusters', () => {
  let two: TwoSandboxes;
  let portal: TestPortal;
  let source: string;

  beforeAll(async () => {
    two = await TwoSandboxes.start({
      registries: true,
      storageClasses: [
        { name: 'local', default: true },
        { name: 'limited', limited: true },
      ],
    });
    source = await two.claim('data');
    mkdirSync(join(source, 'a folder'));
    writeFileSync(join(source, 'a folder', 'é\n'), 'hello', { mode: 0o600 });
    writeFileSync(join(source, 'big'), Buffer.alloc(3_000_000, 7));
    linkSync(join(source, 'big'), join(source, 'hard'));
    symlinkSync('big', join(source, 'link'));
    utimesSync(join(source, 'big'), 1e9, 1e9);
    portal = await TestPortal.start([two.east, two.west]);
  });
  afterEach(async () => {
    await Promise.all([two.east.faults.clear(), two.west.faults.clear()]);
  });
  afterAll(async () => {
    await portal?.stop();
    await two?.stop();
  });

  const plan = (targetName: string, rest: Partial<PlanInput> = {}) => ({
    name: targetName,
    sourceCluster: 'resource:default/east',
    targetCluster: 'resource:default/west',
    namespaces: [{ source: 'shop', target: 'shop-new' }],
    volumes: [{ namespace: 'shop', name: 'data', targetName }],
    options: SLOWLY,
    ...rest,
  });

  /** Waits until the item of the migration is so. */
  async function when(
    { id }: Migration,
    condition: (item: Item) => boolean,
  ): Promise<Item> {
    for (;;) {
      const [item] = (await portal.migration(id)).items;
      if (condition(item)) {
        return item;
      }
      if (item.finishedAt) {
        throw new Error(`It ended too early: ${JSON.stringify(item)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
  const copying = (item: Item) =>
    item.phase === 'copying' && (item.progress?.bytesDone ?? 0) > 0;

  function podOf(cluster: SandboxCluster, component: string): string {
    const pod = cluster
      .list('v1', 'Pod')
      .find(
        ({ metadata }) =>
          metadata.labels?.['direct-migration.io/component'] === component,
      );
    return pod!.metadata.name;
  }

  async function eventsOf(migration: Migration, type: string) {
    return (await portal.events(migration.id))
      .filter(event => event.type === type)
      .map(event => event.message);
  }

  function expectSame(targetName: string): void {
    expect(contentOf(two.west.volumePath('shop-new', targetName))).toEqual(
      contentOf(source),
    );
    expect(two.leftovers()).toEqual([]);
  }

  it('moves a volume and an image repository', async () => {
    const one = await pushImage({
      cluster: two.east,
      repository: 'shop/web',
      tags: ['1.0', 'latest'],
      text: 'one',
    });
    const other = await pushImage({
      cluster: two.east,
      repository: 'shop/web',
      tags: ['2.0'],
      text: 'two',
    });
    const begun = await portal.begin(
      plan('moved', { images: [{ repository: 'shop/web' }] }),
    );
    const done = await portal.finished(begun.id);
    expect(done).toMatchObject({
      state: 'succeeded',
      items: [
        { kind: 'volume', state: 'succeeded', attempts: 1 },
        { kind: 'image', state: 'succeeded', attempts: 1 },
      ],
    });
    expectSame('moved');
    const registry = registryOf(two.west);
    expect(
      await Promise.all(
        ['1.0', 'latest', '2.0'].map(
          async tag =>
            (
              await registry.headManifest('shop-new/web', tag)
            )?.digest,
        ),
      ),
    ).toEqual([one, one, other]);
    await registry.close();
    expect(await eventsOf(done, 'item.phase')).toContain(
      `${done.items[0].name}: copying`,
    );
  });

  it('goes on while both API servers are away for some requests', async () => {
    const begun = await portal.begin(plan('unavailable'));
    for (const { faults } of [two.east, two.west]) {
      faults.failRequests({
        match: { verb: 'list', resource: 'pods' },
        status: 503,
        times: 2,
      });
    }
    two.west.faults.failRequests({ match: { verb: 'create' }, status: 503 });
    const done = await portal.finished(begun.id);
    expect(done).toMatchObject({
      state: 'succeeded',
      items: [{ attempts: 1 }],
    });
    expect(await eventsOf(done, 'item.phase')).toContain(
      `${done.items[0].name}: waitingForCluster`,
    );
    expectSame('unavailable');
  });

  it('goes on when watches break and their versions are too old', async () => {
    const begun = await portal.begin(plan('dropped'));
    await when(begun, copying);
    for (const { faults } of [two.east, two.west]) {
      faults.expireResourceVersions();
      faults.dropWatches();
    }
    const done = await portal.finished(begun.id);
    expect(done).toMatchObject({
      state: 'succeeded',
      items: [{ attempts: 1 }],
    });
    expectSame('dropped');
  });

  it('shows what the pods write while they run, and what keeps them from being read, and keeps it in the end', async () => {
    const begun = await portal.begin(
      // It runs until it is canceled.
      plan('followed', { options: { ...SLOWLY, bandwidthLimit: 20_000 } }),
    );
    const path = `/migrations/${begun.id}/items/${begun.items[0].id}/logs?format=json`;
    const logsWhen = async (
      condition: (logs: ItemLogs) => boolean,
    ): Promise<ItemLogs> => {
      for (;;) {
        const { body } = await portal.get(path);
        if (condition(body)) {
          return body;
        }
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    };
    const { logs } = await logsWhen(
      found => found.logs.length === 2 && found.logs.every(log => log.live),
    );
    expect(logs.map(log => log.component)).toEqual(['receiver', 'sender']);
    expect(logs[1].content).toContain('"type":"phase"');

    two.east.faults.failRequests({
      match: { verb: 'list', resource: 'pods' },
      status: 503,
    });
    const { problems } = await logsWhen(found => found.problems.length > 0);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'CLUSTER_ERROR',
        message: expect.stringMatching(
          /^Cluster east failed to list pods in namespace shop:/,
        ),
      }),
    ]);
    await two.east.faults.clear();

    await portal.post(`/migrations/${begun.id}/cancel?confirm=cancel`);
    await portal.finished(begun.id);
    const { body } = await portal.get(path);
    expect(body).toMatchObject({
      problems: [],
      logs: ['receiver', 'sender'].map(component => ({
        component,
        live: false,
        content: expect.stringContaining('"type":"phase"'),
      })),
    });
    expect(two.leftovers()).toEqual([]);
  });

  it('begins a new attempt when the sender is killed', async () => {
    const begun = await portal.begin(plan('sender-killed'));
    await when(begun, copying);
    two.east.faults.killPod('shop', podOf(two.east, 'sender'));
    const done = await portal.finished(begun.id);
    expect(done).toMatchObject({
      state: 'succeeded',
      items: [{ attempts: 2 }],
    });
    expect(await eventsOf(done, 'item.attemptFailed')).toEqual([
      expect.stringMatching(/attempt 1 of 3: POD_LOST: .*(137|signal 9)/),
    ]);
    expectSame('sender-killed');
  });

  it('goes on in the same attempt when the receiver is killed', async () => {
    const begun = await portal.begin(plan('receiver-killed'));
    await when(begun, copying);
    const receiver = podOf(two.west, 'receiver');
    two.west.faults.killPod('shop-new', receiver);
    await when(begun, () =>
      Boolean(
        two.west.get('v1', 'Pod', receiver, 'shop-new')?.status
          .containerStatuses[0].restartCount,
      ),
    );
    const done = await portal.finished(begun.id);
    expect(done).toMatchObject({
      state: 'succeeded',
      items: [{ attempts: 1 }],
    });
    expectSame('receiver-killed');
  });

  // File systems with a limit have to be mounted.
  (process.getuid?.() === 0 ? describe : describe.skip)('as root', () => {
    it('fails with the figures when the target is full, and leaves nothing behind', async () => {
      // Its folder has no limit, so that it holds more than its claim says.
      const full = await two.claim('full', {
        resources: { requests: { storage: '8Mi' } },
      });
      writeFileSync(join(full, 'huge'), Buffer.alloc(20 * 2 ** 20, 1));
      const begun = await portal.begin(
        plan('full', {
          volumes: [
            { namespace: 'shop', name: 'full', storageClass: 'limited' },
          ],
          options: { endpoint: 'nodePort' },
        }),
      );
      const done = await portal.finished(begun.id);
      expect(done).toMatchObject({
        state: 'failed',
        items: [
          {
            state: 'failed',
            attempts: 1,
            error: {
              code: 'NO_SPACE',
              message: expect.stringMatching(
                /the source holds 0\.02 GiB \(209\d{5} bytes\), the target had 0\.01 GiB free/,
              ),
              hint: expect.stringContaining('larger target claim'),
            },
          },
        ],
      });
      expect(two.leftovers()).toEqual([]);
    });
  });
});
