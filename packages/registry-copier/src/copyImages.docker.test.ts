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
import { CuttingRelay } from './__testUtils__/CuttingRelay';
import { DockerRegistry } from './__testUtils__/DockerRegistry';
import { addImage, addIndex } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { CopyEvent } from './model/events';
import type { CopyOptions, ImageCopy } from './model/types';
import { copyImages } from './copyImages';

// Processes of a real registry, and tens of megabytes.
jest.setTimeout(120_000);

const MB = 1_000_000;

describe('copyImages with docker-registry', () => {
  let made: TestRegistry;
  let source: DockerRegistry;
  let target: DockerRegistry;

  beforeAll(async () => {
    made = await TestRegistry.start();
    [source, target] = await Promise.all([
      DockerRegistry.start(),
      DockerRegistry.start(),
    ]);
  });

  afterAll(async () => {
    await Promise.all([made?.stop(), source?.stop(), target?.stop()]);
  });

  async function copy(copies: ImageCopy[], options: Partial<CopyOptions> = {}) {
    const hosts = copies
      .flatMap(({ source: from, target: to }) => [from, to])
      .map(reference => reference.split('/')[0]);
    const log: string[] = [];
    const report = await copyImages({
      registries: Object.fromEntries(
        hosts.map(host => [host, { insecureHttp: true }]),
      ),
      copies,
      retry: { attempts: 6, baseDelayMs: 5, maxDelayMs: 50 },
      onEvent: (event: CopyEvent) =>
        event.type === 'log' && log.push(event.message),
      ...options,
    });
    return { ...report, log: log.join('\n') };
  }

  /** Tag to digest. */
  async function tagsOf(registry: DockerRegistry, repository: string) {
    const client = registry.client();
    try {
      const tags = await client.listTags(repository);
      const heads = await Promise.all(
        tags.map(tag => client.headManifest(repository, tag)),
      );
      return Object.fromEntries(tags.map((tag, i) => [tag, heads[i]?.digest]));
    } finally {
      await client.close();
    }
  }

  const between = (
    from: { host: string },
    to: { host: string },
    ...paths: string[]
  ) =>
    paths.map(path => ({
      source: `${from.host}/${path}`,
      target: `${to.host}/${path}`,
    }));

  it('copies images, indexes and signatures, shares blobs by mounts, and finds nothing more to do', async () => {
    const shared = randomBytes(2 * MB);
    const paths = ['shop/web', 'shop/api', 'shop/db'];
    for (const path of paths) {
      const amd = addImage(made, path, { layers: [shared], name: path });
      const arm = addImage(made, path, { layers: [shared, 300] });
      const platforms = ['amd64', 'arm64'].map(architecture => ({
        platform: { os: 'linux', architecture },
      }));
      const index = addIndex(
        made,
        path,
        [
          { ...amd, ...platforms[0] },
          { ...arm, ...platforms[1] },
        ],
        '1.0',
      );
      made.repository(path).tags.set('latest', index.digest);
      addImage(made, path, {
        tag: `${index.digest.replace(':', '-')}.sig`,
        name: `signature of ${path}`,
      });
      addImage(made, path, { tag: 'docker', docker: true, name: path });
    }
    const filled = await copy(between(made, source, ...paths));
    expect(filled.tags.flatMap(({ error }) => error ?? [])).toEqual([]);

    const first = await copy(between(source, target, ...paths));
    expect(first).toMatchObject({
      status: 'succeeded',
      blobsMounted: filled.blobsMounted,
    });
    expect(first.blobsMounted).toBeGreaterThanOrEqual(2);
    expect(first.bytesUploaded).toBe(filled.bytesUploaded);
    for (const path of paths) {
      const digests = Object.fromEntries(made.repository(path).tags);
      expect(await tagsOf(source, path)).toEqual(digests);
      expect(await tagsOf(target, path)).toEqual(digests);
    }

    const second = await copy(between(source, target, ...paths));
    expect(second).toMatchObject({ status: 'succeeded', bytesUploaded: 0 });
    expect(second.tags.every(({ state }) => state === 'unchanged')).toBe(true);

    // Into a new repository without a byte on the wire: the blobs are known from the others.
    const [web] = between(source, target, 'shop/web');
    const other = await copy([web, { ...web, target: `${target.host}/other` }]);
    expect(other).toMatchObject({ status: 'succeeded', blobsUploaded: 0 });
    expect(await tagsOf(target, 'other')).toEqual(
      await tagsOf(target, 'shop/web'),
    );

    const narrow = await copy([
      {
        ...web,
        target: `${target.host}/narrow`,
        tags: ['1.0'],
        platforms: ['linux/arm64'],
      },
    ]);
    expect(narrow.status).toBe('succeeded');
    expect(await tagsOf(target, 'narrow')).toEqual({
      '1.0': narrow.tags[0].digest,
    });
  });

  it('copies images without a tag, and the older ones of a tag, and makes no tag of its own', async () => {
    const images = ['oldest', 'older', 'newest'].map(name =>
      addImage(made, 'history', { tag: '1', name }),
    );
    const digests = images.map(({ digest }) => ({ digest, tag: '1' }));
    const [copyOf] = between(made, target, 'history');
    const report = await copy([{ ...copyOf, digests }]);
    expect(report.status).toBe('succeeded');
    expect(await tagsOf(target, 'history')).toEqual({ 1: images[2].digest });

    const [{ digest }] = images;
    const alone = { ...copyOf, target: `${target.host}/alone` };
    await copy([{ ...alone, tags: [], digests: [{ digest }] }]);
    const client = target.client();
    expect(await client.headManifest('alone', digest)).toMatchObject({
      digest,
    });
    await expect(client.listTags('alone')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await client.close();
  });

  it.each<['up' | 'down', RegExp]>([
    // It forgets an upload that broke.
    ['up', /trying again in/g],
    ['down', /going on at byte \d+/g],
  ])('outlasts connections that break on the way %s', async (way, said) => {
    const path = `big/${way}`;
    addImage(made, path, { tag: '1', layers: [randomBytes(20 * MB)] });
    const filled = await copy(between(made, source, path));
    expect(filled.status).toBe('succeeded');
    const relay = await CuttingRelay.start(
      { up: target.host, down: source.host }[way],
      way,
    );
    const back = await TestRegistry.start();
    try {
      relay.cuts.push(8 * MB, 4 * MB);
      const report = await copy(
        way === 'up'
          ? between(source, relay, path)
          : between(relay, target, path),
      );
      expect(report.status).toBe('succeeded');
      expect(relay.cuts).toEqual([]);
      expect(report.log.match(said)).toHaveLength(2);
      expect(report.bytesUploaded).toBe(report.progress.bytesDone);
      expect(await tagsOf(target, path)).toEqual(await tagsOf(source, path));
      // Reading it back verifies every byte.
      expect((await copy(between(target, back, path))).status).toBe(
        'succeeded',
      );
    } finally {
      await Promise.all([relay.stop(), back.stop()]);
    }
  });
});
