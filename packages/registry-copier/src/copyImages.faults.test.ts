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
import { setTimeout as sleep } from 'node:timers/promises';
import { copyBetween, tagsOf } from './__testUtils__/copyBetween';
import { addImage, sha256 } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { TestRegistryOptions } from './__testUtils__/testRegistryTypes';

const BIG = 800_000;

/** More than a config, less than a piece of a layer. */
const SMALL_CONFIG = 1_000;

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('copyImages on bad days', () => {
  const started: TestRegistry[] = [];
  const start = async (options?: TestRegistryOptions) => {
    const registry = await TestRegistry.start(options);
    started.push(registry);
    return registry;
  };
  /** Two registries, and an image with one big layer in the first. */
  const prepared = async (
    source?: TestRegistryOptions,
    target?: TestRegistryOptions,
  ) => {
    const from = await start(source);
    const to = await start(target);
    const layer = randomBytes(BIG);
    addImage(from, 'shop/web', { tag: '1', layers: [layer] });
    return {
      source: from,
      target: to,
      layer,
      blob: new RegExp(`blobs/${sha256(layer)}`),
      upload: new RegExp(encodeURIComponent(sha256(layer))),
    };
  };

  afterEach(async () => {
    await Promise.all(started.splice(0).map(registry => registry.stop()));
  });

  it('goes on by range where a download broke, and verifies across the joints', async () => {
    const { source, target, layer, blob } = await prepared();
    source.faults.push(
      { path: blob, method: 'GET', resetAt: 300_000 },
      { path: blob, method: 'GET', resetAt: 100_000 },
    );
    const report = await copyBetween(source, target);
    expect(report.status).toBe('succeeded');
    expect(
      target.repository('shop/web').blobs.get(sha256(layer))!.equals(layer),
    ).toBe(true);
    const ranges = source.requests
      .filter(({ method, url }) => method === 'GET' && blob.test(url))
      .map(({ range }) => range);
    expect(ranges).toEqual([
      undefined,
      expect.stringMatching(/^bytes=\d+-$/),
      expect.stringMatching(/^bytes=\d+-$/),
    ]);
    const uploads = target.requests.filter(
      ({ method, url, length }) =>
        method === 'PUT' && /uploads/.test(url) && length! > SMALL_CONFIG,
    );
    expect(uploads.map(({ length }) => length)).toEqual([BIG]);
    expect(report.log).toContain('going on at byte');
    expect(report.progress.bytesDone).toBe(report.progress.bytesTotal);
  });

  it('goes on without ranges, too', async () => {
    const { source, target } = await prepared({ ignoreRange: true });
    source.faults.push({ path: /blobs\/sha/, method: 'GET', resetAt: 300_000 });
    expect((await copyBetween(source, target)).status).toBe('succeeded');
    expect(tagsOf(target)).toEqual(tagsOf(source));
  });

  it('commits nothing that was damaged on the way, and tries it once more', async () => {
    const { source, target, blob, upload } = await prepared();
    source.faults.push({ path: blob, method: 'GET', damage: true });
    expect((await copyBetween(source, target)).status).toBe('succeeded');
    expect(source.count('GET', blob)).toBe(2);
    // The first of them never came to its end.
    expect(
      target.requests
        .filter(({ method, url }) => method === 'PUT' && upload.test(url))
        .map(({ status }) => status),
    ).toEqual([undefined, 201]);
    expect(target.uploads.size).toBe(0);
  });

  it.each([
    ['a blob that is too short', { shorten: 1 }],
    ['a blob with another digest', { damage: true }],
  ])('gives up on %s', async (_, fault) => {
    const { source, target, blob } = await prepared();
    source.faults.push({ path: blob, method: 'GET', times: 99, ...fault });
    const report = await copyBetween(source, target);
    expect(report).toMatchObject({
      status: 'failed',
      error: { code: 'CORRUPT' },
      bytesUploaded: expect.any(Number),
    });
    expect(source.count('GET', blob)).toBe(2);
    expect(tagsOf(target)).toEqual({});
    expect(target.uploads.size).toBe(0);
  });

  it('counts the bytes of a broken upload once', async () => {
    const { source, target, upload } = await prepared();
    target.faults.push({
      path: upload,
      method: 'PUT',
      resetRequestAt: 200_000,
    });
    const report = await copyBetween(source, target);
    expect(report).toMatchObject({ status: 'succeeded', blobsUploaded: 2 });
    expect(report.bytesUploaded).toBe(report.progress.bytesDone);
    expect(target.count('PUT', upload)).toBe(2);
    expect(target.uploads.size).toBe(0);
  });

  it.each([400, 405] as const)(
    'sends a blob in another way where the registry refuses it whole with %d',
    async wholeRefused => {
      const { source, target, upload } = await prepared({}, { wholeRefused });
      const report = await copyBetween(source, target, { concurrency: 1 });
      expect(report).toMatchObject({ status: 'succeeded', blobsUploaded: 2 });
      // Once for the first blob; then the registry is known.
      expect(target.count('PUT', /blobs/)).toBe(3);
      expect(target.count('PUT', upload)).toBe(2);
      expect(target.count('PATCH', /uploads/)).toBe(2);
      expect(target.uploads.size).toBe(0);
      expect(tagsOf(target)).toEqual(tagsOf(source));
    },
  );

  it('sees that an upload arrived of which only the answer was lost', async () => {
    const { source, target, layer, blob } = await prepared();
    target.onRequest = ({ method, url }) => {
      if (method === 'PUT' && url.includes(encodeURIComponent(sha256(layer)))) {
        target.repository('shop/web').blobs.set(sha256(layer), layer);
      }
    };
    target.faults.push({
      path: /uploads.*digest/,
      method: 'PUT',
      status: 502,
      times: 1,
    });
    const report = await copyBetween(source, target, { concurrency: 1 });
    expect(report.status).toBe('succeeded');
    expect(source.count('GET', blob)).toBe(1);
    expect(report.progress.bytesDone).toBe(report.progress.bytesTotal);
  });

  it('refuses a manifest that is not what its digest says, and an endless list of tags', async () => {
    const { source, target } = await prepared();
    source.faults.push({
      path: /manifests/,
      method: 'GET',
      damage: true,
      times: 99,
    });
    expect((await copyBetween(source, target)).error).toMatchObject({
      code: 'CORRUPT',
    });
    source.faults.splice(0, 99, {
      path: /tags/,
      status: 200,
      headers: { link: '</v2/shop/web/tags/list?n=1>; rel="next"' },
      body: '{"tags":["1"]}',
      times: 99,
    });
    expect((await copyBetween(source, target)).error).toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('no end'),
    });
  });

  it('notices when a tag reads back as something else', async () => {
    const { source, target } = await prepared();
    const other = addImage(target, 'shop/web', { name: 'of somebody else' });
    target.onRequest = ({ method, url }) => {
      const { tags } = target.repository('shop/web');
      if (method === 'HEAD' && url.endsWith('/manifests/1') && tags.has('1')) {
        tags.set('1', other.digest);
      }
    };
    const report = await copyBetween(source, target);
    expect(report.error).toMatchObject({
      code: 'CORRUPT',
      message: expect.stringContaining('reads back'),
    });
  });

  it('holds no more than a few pieces of a blob in memory', async () => {
    const { source, target } = await prepared();
    const huge = Buffer.alloc(64 * 1024 * 1024, 'x');
    addImage(source, 'shop/web', { tag: 'huge', layers: [huge] });
    // The target reads nothing of the upload: the download has to wait for it.
    target.faults.push({
      path: /uploads/,
      method: 'PUT',
      silent: 'hang',
      times: 99,
    });
    const abort = new AbortController();
    let sent = 0;
    const copying = copyBetween(source, target, {
      copies: [
        {
          source: `${source.host}/shop/web`,
          target: `${target.host}/shop/web`,
          tags: ['huge'],
        },
      ],
      idleTimeoutMs: 60_000,
      signal: abort.signal,
      onEvent: event => {
        sent = event.type === 'progress' ? event.bytesDone : sent;
      },
    });
    // Until nothing moves any more.
    for (let before = 0, quiet = 0; quiet < 5; before = sent) {
      await sleep(40);
      quiet = sent > SMALL_CONFIG && sent === before ? quiet + 1 : 0;
    }
    abort.abort();
    await expect(copying).rejects.toMatchObject({ code: 'CANCELED' });
    expect(sent).toBeLessThan(huge.length / 2);
  });
});
