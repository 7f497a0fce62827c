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

import { ImageItems } from '../__testUtils__/ImageItems';
import { pushImage, registryOf } from '../__testUtils__/pushImage';
import { TwoSandboxes } from '../__testUtils__/TwoSandboxes';

jest.setTimeout(120_000);

describe('ImageEngine on two sandbox clusters', () => {
  let two: TwoSandboxes;

  beforeAll(async () => {
    two = await TwoSandboxes.start({ registries: true });
  });
  afterAll(async () => {
    await two?.stop();
  });

  it('copies a repository with all its tags and keeps no password in the cluster', async () => {
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
    const plan = two.plan({
      volumes: [],
      images: [{ repository: 'shop/web' }],
    });
    const items = new ImageItems(two, plan);
    const engine = two.services.engines.image;

    expect(
      await two.services.preflight.check(plan, { credentials: {} as never }),
    ).toMatchObject({
      // The namespace shop does not exist on east; only its images do.
      blocked: false,
    });
    expect(await items.run(engine, 0)).toMatchObject({
      kind: 'succeeded',
      result: {
        tags: ['1.0', '2.0', 'latest'].map(tag => ({
          tag,
          state: 'copied',
          digest: tag === '2.0' ? other : one,
        })),
        verified: true,
        blobsUploaded: 2,
        blobsMounted: 0,
        blobsSkipped: 0,
      },
    });
    // All that is to come is known before anything has: where it is read from the start, and in any case in the end.
    expect(two.progress[0]).toMatchObject({
      bytesTotal: expect.any(Number),
      filesTotal: 2,
    });
    expect(two.tags.at(-1)).toEqual({
      done: 3,
      total: 3,
      tags: ['1.0', '2.0', 'latest'].map(tag => ({
        tag,
        state: 'copied',
        digest: tag === '2.0' ? other : one,
        blobsDone: 1,
        blobsTotal: 1,
        bytesDone: expect.any(Number),
        bytesTotal: expect.any(Number),
      })),
    });
    expect(
      two.tags.at(-1)!.tags.every(tag => tag.bytesDone === tag.bytesTotal),
    ).toBe(true);
    // Whatever was seen last is reported, however fast the copy.
    expect(two.phases[two.phases.length - 1]).toBe('finishing');
    const registry = registryOf(two.west);
    const digests = await Promise.all(
      ['1.0', 'latest', '2.0'].map(
        async tag => (await registry.headManifest('shop-new/web', tag))?.digest,
      ),
    );
    await registry.close();
    expect(digests).toEqual([one, one, other]);
    const specs = JSON.stringify([
      ...two.west.list('v1', 'Pod'),
      ...two.west.list('batch/v1', 'Job'),
      two.steps,
    ]);
    expect(specs).not.toContain(two.east.registry!.password);
    expect(specs).not.toContain(two.west.registry!.password);
    expect(two.leftovers()).toEqual([]);
    // Once more: it is all there.
    items.retry(0);
    expect(await items.run(engine, 0)).toMatchObject({
      kind: 'succeeded',
      result: {
        tags: Array(3).fill(expect.objectContaining({ state: 'unchanged' })),
        bytesUploaded: 0,
      },
    });
    expect(two.leftovers()).toEqual([]);
  });

  it('copies into another namespace of the same cluster, and sends nothing', async () => {
    const digest = await pushImage({
      cluster: two.east,
      repository: 'shop/inside',
      tags: ['1.0'],
      text: 'inside',
    });
    const plan = two.plan({
      targetCluster: 'resource:default/east',
      volumes: [],
      images: [{ repository: 'shop/inside' }],
    });
    const preflight = await two.services.preflight.check(plan, {
      credentials: {} as never,
    });
    expect(preflight.checks.filter(({ level }) => level === 'block')).toEqual(
      [],
    );
    expect(
      await new ImageItems(two, plan).run(two.services.engines.image, 0),
    ).toMatchObject({
      kind: 'succeeded',
      result: {
        tags: [{ tag: '1.0', state: 'copied', digest }],
        bytesUploaded: 0,
        blobsUploaded: 0,
        blobsMounted: 1,
      },
    });
    const registry = registryOf(two.east);
    const copy = await registry.headManifest('shop-new/inside', '1.0');
    await registry.close();
    expect(copy?.digest).toBe(digest);
    expect(two.leftovers()).toEqual([]);
  });

  it('fails with the cause when the repository is not there', async () => {
    const plan = two.plan({
      volumes: [],
      images: [{ repository: 'shop/nothing', tags: ['1'] }],
    });
    const preflight = await two.services.preflight.check(plan, {
      credentials: {} as never,
    });
    expect(preflight.checks).toContainEqual(
      expect.objectContaining({
        id: 'image.notFound',
        level: 'block',
        field: 'images[0].repository',
      }),
    );
    expect(
      await new ImageItems(two, plan).run(two.services.engines.image, 0),
    ).toMatchObject({
      kind: 'failed',
      error: {
        code: 'NOT_FOUND',
        message: expect.stringContaining('shop/nothing'),
      },
    });
    expect(two.leftovers()).toEqual([]);
  });
});
