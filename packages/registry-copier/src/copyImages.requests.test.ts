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
import { brokenPromises } from './__testUtils__/brokenPromises';
import { copyBetween, tagsOf } from './__testUtils__/copyBetween';
import { addImage } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { TestRegistryOptions } from './__testUtils__/testRegistryTypes';
import { planImages } from './planImages';

// Hundreds of requests: on a busy machine that takes its time.
jest.setTimeout(60_000);

const REPOSITORIES = 8;
const TAGS = 10;
const LAYERS = 5;
/** Each image has a manifest, a config, layers of its own and layers that one image of every repository has. */
const MANIFESTS = REPOSITORIES * TAGS;
const CONCURRENCY = 8;
const BLOBS = MANIFESTS * (LAYERS - 2 + 1) + TAGS * 2;

describe('requests of planImages and copyImages', () => {
  const started: TestRegistry[] = [];
  const start = async (options?: TestRegistryOptions) => {
    const registry = await TestRegistry.start(options);
    started.push(registry);
    return registry;
  };
  const paths = Array.from({ length: REPOSITORIES }, (_, i) => `shop/r${i}`);

  afterEach(async () => {
    await Promise.all(started.splice(0).map(registry => registry.stop()));
  });

  const filled = async (options?: TestRegistryOptions) => {
    const source = await start(options);
    const shared = Array.from({ length: TAGS * 2 }, () => randomBytes(40));
    for (const path of paths) {
      for (let t = 0; t < TAGS; t++) {
        addImage(source, path, {
          tag: `v${t}`,
          name: path,
          layers: [
            shared[t * 2],
            shared[t * 2 + 1],
            ...Array.from({ length: LAYERS - 2 }, () => 40),
          ],
        });
      }
    }
    return source;
  };
  const optionsOf = (source: TestRegistry, target: TestRegistry) => ({
    registries: {
      [source.host]: { insecureHttp: true },
      [target.host]: { insecureHttp: true },
    },
    copies: paths.map(path => ({
      source: `${source.host}/${path}`,
      target: `${target.host}/${path}`,
    })),
  });
  const counts = (registry: TestRegistry) => {
    const count = (path: RegExp) =>
      registry.requests.filter(({ url }) => path.test(url)).length;
    const numbers = {
      manifests: count(/\/manifests\//),
      blobs: count(/\/blobs\//),
      others: count(/\/tags\/|\/referrers\/|\/v2\/$/),
    };
    registry.requests.length = 0;
    return numbers;
  };

  it('plans with two requests for a manifest and one for a blob at most', async () => {
    const [source, target] = [await filled(), await start()];
    const options = optionsOf(source, target);

    // Nothing there: a repository that does not exist is asked about one tag, and few blobs are looked for at all.
    const empty = await planImages(options);
    expect(empty).toMatchObject({
      blobsToUpload: BLOBS,
      blobsToMount: TAGS * 2 * (REPOSITORIES - 1),
    });
    expect(counts(source)).toEqual({
      manifests: MANIFESTS,
      blobs: 0,
      // A list for each repository, and the API for referrers is looked for once.
      others: REPOSITORIES + 2,
    });
    expect(counts(target)).toEqual({
      manifests: REPOSITORIES,
      blobs: 2 * CONCURRENCY,
      others: REPOSITORIES + 1,
    });

    // Other tags there: all blobs are looked for.
    paths.forEach(path => addImage(target, path, { tag: 'before' }));
    await planImages(options);
    expect(counts(target)).toEqual({
      manifests: REPOSITORIES,
      blobs: BLOBS,
      others: REPOSITORIES + 1,
    });
    counts(source);
    target.repositories.clear();

    expect((await copyBetween(source, target, options)).status).toBe(
      'succeeded',
    );
    counts(source);
    counts(target);

    // All there: one request on each side, none for blobs.
    const full = await planImages(options);
    expect(full).toMatchObject({ blobsToUpload: 0, blobs: [] });
    expect(counts(source)).toMatchObject({ manifests: MANIFESTS, blobs: 0 });
    expect(counts(target)).toEqual({
      manifests: MANIFESTS,
      blobs: 0,
      others: 1,
    });

    // Some there: what other repositories have is mounted without asking.
    const last = target.repository(paths[0]);
    last.tags.clear();
    last.blobs.clear();
    last.manifests.clear();
    expect(await planImages(options)).toMatchObject({
      blobsToMount: TAGS * 2,
      blobsToUpload: TAGS * (LAYERS - 1),
    });
    expect(counts(target).blobs).toBe(2 * CONCURRENCY);
  });

  it.each([1, 8])(
    'finds the large blobs that an earlier run left that was stopped, %i at a time',
    async concurrency => {
      const [source, target] = [await start(), await start()];
      paths.forEach((path, i) =>
        addImage(source, path, {
          tag: 'v1',
          layers: Array.from({ length: LAYERS }, (_, j) => 900 - 50 * j - i),
        }),
      );
      const options = { ...optionsOf(source, target), concurrency };
      await copyBetween(source, target, options);
      for (const { tags, manifests, blobs } of target.repositories.values()) {
        tags.clear();
        manifests.clear();
        for (const [digest, { length }] of blobs) {
          if (length < 820) {
            blobs.delete(digest);
          }
        }
      }
      const report = await copyBetween(source, target, options);
      expect(report).toMatchObject({
        status: 'succeeded',
        blobsSkipped: REPOSITORIES * 2,
      });
    },
  );

  it('finds out how a registry wants to be asked without a password, and checks none twice', async () => {
    const source = await start({ auth: 'basic' });
    const target = await start({ auth: 'bearer' });
    addImage(source, 'shop/web', { tag: '1' });
    expect((await copyBetween(source, target)).status).toBe('succeeded');
    const first = ({ requests }: TestRegistry) =>
      requests.filter(({ url }) => url === '/v2/');
    expect(first(source)).toMatchObject([{ status: 401 }]);
    expect(first(target)).toMatchObject([{ status: 401 }]);
    expect(first(source)[0].authorization).toBeUndefined();
    expect(
      source.requests.slice(1).filter(({ status }) => status === 401),
    ).toEqual([]);
  });

  it('finds what an earlier run left, whatever repository is asked', async () => {
    const [source, target] = [await filled(), await start()];
    const options = optionsOf(source, target);
    await copyBetween(source, target, options);
    // All blobs, and not one tag: as if it had been stopped right before the first.
    for (const { tags, manifests } of target.repositories.values()) {
      tags.clear();
      manifests.clear();
    }
    const report = await copyBetween(source, target, options);
    expect(report).toMatchObject({
      status: 'succeeded',
      blobsUploaded: 0,
      blobsSkipped: BLOBS,
    });
  });

  it('slows down for registries that take few requests at a time', async () => {
    const [source, target] = [
      await filled({ mostAtATime: 6 }),
      await start({ mostAtATime: 3, trusting: true }),
    ];
    const report = await copyBetween(source, target, {
      ...optionsOf(source, target),
      concurrency: 32,
      retry: { attempts: 6, baseDelayMs: 2, maxDelayMs: 20 },
    });
    expect(report.status).toBe('succeeded');
    expect(brokenPromises(target)).toEqual([]);
    paths.forEach(path =>
      expect(tagsOf(target, path)).toEqual(tagsOf(source, path)),
    );
    const refused = target.requests.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(target.requests.length / 2);
  });
});
