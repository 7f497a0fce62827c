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

import { randomBytes } from 'node:crypto';
import type {
  ItemLogs,
  Migration,
  PlanOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { TestPortal } from '../__testUtils__/TestPortal';
import { pushImage } from '../engines/__testUtils__/pushImage';
import { RegistryRelay } from '../engines/__testUtils__/RegistryRelay';
import { TwoSandboxes } from '../engines/__testUtils__/TwoSandboxes';

jest.setTimeout(180_000);

describe('images by REST, on two sandbox clusters', () => {
  let two: TwoSandboxes;
  let relay: RegistryRelay;
  let portal: TestPortal;
  const repositories = ['shop/a', 'shop/b', 'shop/c'];
  const digests: string[] = [];

  beforeAll(async () => {
    two = await TwoSandboxes.start({ registries: true });
    relay = await RegistryRelay.start(two.east.registry!.host);
    const shared = randomBytes(2 ** 20);
    for (const repository of repositories) {
      digests.push(
        await pushImage({
          cluster: two.east,
          repository,
          tags: ['1.0'],
          text: repository,
          layers: [shared, randomBytes(2 ** 20)],
        }),
      );
    }
    two.east.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
    const { name, url, caPem, token, registry } = two.east;
    const registryAddress = relay.address;
    portal = await TestPortal.start([
      { name, url, caPem, token, registry, registryAddress },
      two.west,
    ]);
  });
  afterEach(() => relay.release());
  afterAll(async () => {
    await portal?.stop();
    relay?.stop();
    await two?.stop();
  });

  const plan = (target: string, options: PlanOptions = {}) => ({
    name: target,
    sourceCluster: 'resource:default/east',
    targetCluster: 'resource:default/west',
    namespaces: [{ source: 'shop', target }],
    images: repositories.map(repository => ({ repository })),
    options,
  });

  async function until(
    id: string,
    condition: (migration: Migration) => boolean,
  ): Promise<Migration> {
    for (;;) {
      const migration = await portal.migration(id);
      if (condition(migration)) {
        return migration;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  async function logsWhen(
    path: string,
    condition: (logs: ItemLogs) => boolean | undefined,
  ): Promise<ItemLogs> {
    for (;;) {
      const { body } = await portal.get(path);
      if (condition(body)) {
        return body;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  it('refuses a copy in the backend that is not allowed, with the field', async () => {
    const options = { images: { runOn: 'backend' as const } };
    const { body } = await portal.post('/plans', plan('refused', options));
    const started = await portal.post('/migrations', {
      planId: body.id,
      type: 'stage',
    });
    expect(started.status).toBe(400);
    expect(started.body.error).toMatchObject({
      code: 'BACKEND_COPY_DISABLED',
      field: 'options.images.runOn',
      hint: expect.stringContaining('allowInBackend'),
    });
    expect(
      (await portal.get(`/migrations?planId=${body.id}`)).body.items,
    ).toEqual([]);
  });

  it.each([
    [{ runOn: 'moon' }, 'options.images.runOn'],
    [{ concurrency: 65 }, 'options.images.concurrency'],
    [{ existing: 'perhaps' }, 'options.images.existing'],
    [{ platforms: ['linux'] }, 'options.images.platforms[0]'],
  ])('refuses the options %j, with the field', async (images, field) => {
    const { status, body } = await portal.post(
      '/plans',
      plan('refused', { images } as PlanOptions),
    );
    expect(status).toBe(400);
    expect(JSON.stringify(body.error)).toContain(field);
  });

  it('refuses a copy on a source that has no namespace for it', async () => {
    await pushImage({
      cluster: two.east,
      repository: 'nowhere/a',
      tags: ['1.0'],
      text: 'nowhere',
    });
    const { body } = await portal.post('/plans', {
      ...plan('somewhere', { images: { runOn: 'source' } }),
      namespaces: [{ source: 'nowhere', target: 'somewhere' }],
      images: [{ repository: 'nowhere/a' }],
    });
    const started = await portal.post('/migrations', {
      planId: body.id,
      type: 'stage',
    });
    expect(started.body.error).toMatchObject({
      code: 'NAMESPACE_NOT_FOUND',
      field: 'namespaces[0].source',
    });
  });

  it('copies all by one Job, and tells what the workloads name on the target', async () => {
    two.east.apply({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [
              { name: 'web', image: `${two.east.registry!.host}/shop/a:1.0` },
            ],
          },
        },
      },
    });
    const { id } = await portal.begin(plan('arrived'));
    const migration = await portal.finished(id);
    expect(migration).toMatchObject({
      state: 'succeeded',
      items: digests.map(digest => ({
        attempts: 1,
        result: { verified: true, tags: [{ tag: '1.0', digest }] },
      })),
    });
    const uploaded = migration.items.map(i => Number(i.result!.blobsUploaded));
    expect(uploaded.reduce((sum, n) => sum + n, 0)).toBe(7);
    expect(
      (await portal.events(id)).filter(e => e.type === 'image.copierStarted'),
    ).toHaveLength(1);
    expect(two.leftovers()).toEqual([]);

    const old = `${two.east.registry!.host}/shop/a:1.0`;
    const rewritten = `${two.west.registry!.host}/arrived/a:1.0`;
    const found = await portal.get(`/migrations/${id}/image-references`);
    expect(found.body).toEqual({
      references: [
        {
          namespace: 'shop',
          workload: 'Deployment/web',
          container: 'web',
          old,
          new: rewritten,
          digest: digests[0],
        },
      ],
      map: { [old]: rewritten },
    });
    const unknown = await portal.get('/migrations/nothing/image-references');
    expect(unknown.status).toBe(404);
    expect(unknown.body.error.code).toBe('MIGRATION_NOT_FOUND');
  });

  it('stops for one that is canceled, goes on with the others, and starts that one again when asked to', async () => {
    relay.holdAfter(2 ** 20);
    const { id } = await portal.begin(plan('canceled'));
    const { items } = await until(id, migration =>
      migration.items.every(item => item.phase === 'copying'),
    );
    await portal.post(
      `/migrations/${id}/items/${items[1].id}/cancel?confirm=cancel`,
    );
    await until(id, migration => migration.items[1].state === 'canceled');
    relay.release();
    const ended = await portal.finished(id);
    expect(ended).toMatchObject({
      state: 'partiallyFailed',
      items: [
        { state: 'succeeded', attempts: 1 },
        { state: 'canceled' },
        { state: 'succeeded', attempts: 1 },
      ],
    });
    expect(two.leftovers()).toEqual([]);

    await portal.post(`/migrations/${id}/items/${items[1].id}/retry`);
    await until(id, migration => migration.state === 'succeeded');
    const started = (await portal.events(id))
      .filter(({ type }) => type === 'image.copierStarted')
      .map(({ message }) => message.split(' ')[1]);
    expect(started).toEqual(['3', '2', '1']);
    expect(two.leftovers()).toEqual([]);
  });

  it('stops all when the migration is canceled', async () => {
    relay.holdAfter(2 ** 20);
    const { id } = await portal.begin(plan('all-canceled'));
    await until(id, migration =>
      migration.items.every(item => item.phase === 'copying'),
    );
    const { items } = await portal.migration(id);
    for (const [index, { id: itemId }] of items.entries()) {
      const logs = await logsWhen(
        `/migrations/${id}/items/${itemId}/logs?format=json`,
        ({ logs: [log] }) => log?.content.includes(`/${repositories[index]}"`),
      );
      expect(logs.problems).toEqual([]);
      expect(logs.logs).toMatchObject([
        { component: 'copier', attempt: 1, live: true },
      ]);
      for (const other of repositories.filter((_, i) => i !== index)) {
        expect(logs.logs[0].content).not.toContain(`/${other}"`);
      }
    }
    await portal.post(`/migrations/${id}/cancel?confirm=cancel`);
    expect(await portal.finished(id)).toMatchObject({
      state: 'canceled',
      items: Array(3).fill({ state: 'canceled' }),
    });
    expect(two.leftovers()).toEqual([]);
  });
});
