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
import type { ClusterInventory } from '../../clusters/types';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { ImageItems } from '../__testUtils__/ImageItems';
import { pushImage, registryOf } from '../__testUtils__/pushImage';
import { TwoSandboxes } from '../__testUtils__/TwoSandboxes';
import type { ItemEngine } from '../types';
import { ImageEngine } from './ImageEngine';

jest.setTimeout(180_000);

const never = () => new Promise<never>(() => {});

/** As if the backend were killed after its n-th call of a cluster: that one is done, and nobody learns of it. */
function killedAfter(
  inventory: ClusterInventory,
  calls: number,
): { inventory: ClusterInventory; killed: Promise<void> } {
  let left = calls;
  let kill = () => {};
  const killed = new Promise<void>(resolve => {
    kill = resolve;
  });
  const wrap = (client: ClusterClient): ClusterClient =>
    new Proxy(client, {
      get(target, name) {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function' || name === 'podLog') {
          return typeof method === 'function' ? method.bind(target) : method;
        }
        return async (...args: unknown[]) => {
          if (left <= 0) {
            return never();
          }
          left -= 1;
          const answer = await method.apply(target, args);
          if (left <= 0) {
            kill();
            return never();
          }
          return answer;
        };
      },
    });
  return {
    killed,
    inventory: {
      list: options => inventory.list(options),
      connect: async (ref, options) => {
        const connection = await inventory.connect(ref, options);
        return new Proxy(connection, {
          get(target, name) {
            const value = Reflect.get(target, name);
            if (name === 'client') {
              return wrap(value as ClusterClient);
            }
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
      },
    },
  };
}

describe('images when things go wrong', () => {
  let two: TwoSandboxes;
  let shop = 0;

  beforeAll(async () => {
    two = await TwoSandboxes.start({ registries: true });
  });
  afterEach(() => two.west.faults.clear());
  afterAll(() => two?.stop());

  async function begin(names: string[]): Promise<ImageItems> {
    shop += 1;
    const images = names.map(name => ({ repository: `shop/${shop}-${name}` }));
    for (const { repository } of images) {
      if (!repository.endsWith('missing')) {
        await pushImage({
          cluster: two.east,
          repository,
          tags: ['1.0'],
          text: repository,
          layers: [Buffer.from(`shared ${shop}`), Buffer.from(repository)],
        });
      }
    }
    return new ImageItems(two, two.plan({ volumes: [], images }));
  }

  function engineOver(inventory: ClusterInventory): ItemEngine {
    return new ImageEngine({
      inventory,
      auth: mockServices.auth(),
      mover: { image: 'mover:test', imagePullSecrets: [] },
    });
  }
  const newEngine = () => engineOver(two.services.inventory);

  it('knows the end of each copy without the log', async () => {
    two.west.faults.failRequests({ match: { path: /\/log$/ }, status: 403 });
    const items = await begin(['web', 'missing', 'db']);
    const engine = newEngine();
    const results = await Promise.all(
      [0, 1, 2].map(index => items.run(engine, index)),
    );
    expect(results).toEqual([
      expect.objectContaining({ kind: 'succeeded' }),
      expect.objectContaining({
        kind: 'failed',
        error: {
          code: 'NOT_FOUND',
          message: expect.stringContaining('missing'),
          hint: expect.any(String),
        },
      }),
      expect.objectContaining({ kind: 'succeeded' }),
    ]);
    expect(two.leftovers()).toEqual([]);
  });

  it('goes on with another pod when that of the copier is removed', async () => {
    const items = await begin(['web']);
    const engine = newEngine();
    two.west.faults.delayRequests({ match: { path: /\/log$/ }, ms: 60_000 });
    const run = items.run(engine, 0);
    const pods = () =>
      two.west
        .list('v1', 'Pod')
        .map(({ metadata }) => metadata.name)
        .filter(name => name.includes('copier'));
    while (!pods().length) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    const [first] = pods();
    await two.services.inventory
      .connect('resource:default/west', { credentials: {} as never })
      .then(({ client }) =>
        client.delete(
          {
            group: '',
            version: 'v1',
            kind: 'Pod',
            plural: 'pods',
            namespaced: true,
          },
          { namespace: 'shop-new', name: first },
          { gracePeriodSeconds: 0 },
        ),
      );
    await two.west.faults.clear();
    expect(await run).toMatchObject({ kind: 'succeeded' });
    expect(two.leftovers()).toEqual([]);
  });

  it.each(Array.from({ length: 8 }, (_, i) => i + 1))(
    'ends in the same result when the backend is killed after its call no. %i',
    async calls => {
      const items = await begin(['web', 'db']);
      const { inventory, killed } = killedAfter(two.services.inventory, calls);
      const dying = engineOver(inventory);
      for (const index of [0, 1]) {
        items.items[index].state = 'running';
        items.items[index].attempt = 1;
        void dying.step(
          items.context(index, { signal: new AbortController().signal }),
        );
      }
      await killed;

      const engine = newEngine();
      const results = await Promise.all(
        [0, 1].map(index => items.run(engine, index)),
      );
      const sum = (key: string) =>
        results.reduce((total, r) => total + Number(r!.result![key]), 0);
      expect(results.map(r => r!.kind)).toEqual(['succeeded', 'succeeded']);
      // Nothing was copied twice: the shared layer, and two layers and two configs.
      expect(sum('blobsUploaded')).toBe(5);
      const registry = registryOf(two.west);
      expect(
        await registry.headManifest(`shop-new/${shop}-web`, '1.0'),
      ).toBeDefined();
      await registry.close();
      expect(two.leftovers()).toEqual([]);
    },
  );

  it.each([1, 2, 3, 4, 5, 6])(
    'leaves nothing when the backend is killed after call no. %i of the clean-up',
    async calls => {
      const items = await begin(['web']);
      items.items[0].attempt = 1;
      expect(await two.drive(newEngine(), items.context(0))).toMatchObject({
        kind: 'succeeded',
      });
      items.items[0].dueAttempt = undefined;
      const { inventory, killed } = killedAfter(two.services.inventory, calls);
      void engineOver(inventory).cleanup(items.context(0));
      await killed;
      await items.cleanUp(newEngine(), 0);
      expect(two.leftovers()).toEqual([]);
    },
  );
});
