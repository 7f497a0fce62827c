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
import { copyBetween, tagsOf } from './__testUtils__/copyBetween';
import { addImage, sha256 } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { TestRegistryOptions } from './__testUtils__/testRegistryTypes';

const BIG = 800_000;

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('patience of copyImages', () => {
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

  it('waits as long as 429 says, and outlasts many of them', async () => {
    const { source, target, blob } = await prepared();
    source.faults.push({ path: blob, method: 'GET', status: 429, times: 8 });
    target.faults.push({
      path: /uploads/,
      method: 'POST',
      status: 429,
      headers: { 'retry-after': '1' },
    });
    const before = performance.now();
    expect((await copyBetween(source, target)).status).toBe('succeeded');
    expect(performance.now() - before).toBeGreaterThan(990);
  });

  it('says so when the rate limit does not end, and does not wait for hours', async () => {
    const { source, target, blob } = await prepared();
    source.faults.push({
      path: blob,
      method: 'GET',
      status: 429,
      headers: { 'retry-after': '7200' },
      times: 99,
    });
    const report = await copyBetween(source, target);
    expect(report.error).toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
    });
    expect(source.count('GET', blob)).toBe(1);
  });

  it('knows a full registry, and does not try again', async () => {
    const { source, target, upload } = await prepared();
    target.faults.push({
      path: upload,
      method: 'PUT',
      status: 500,
      body: '{"errors":[{"code":"UNKNOWN","message":"unknown error","detail":{"Enclosed":{"Op":"write","Err":28}}}]}',
    });
    const report = await copyBetween(source, target);
    expect(report.error).toMatchObject({ code: 'QUOTA', retryable: false });
    expect(target.count('PUT', upload)).toBe(1);
  });

  it.each([
    ['a source that never answers', 'source', { silent: 'hang' }, /GET/],
    [
      'a source that sends a byte now and then',
      'source',
      { silent: 'drip' },
      /GET/,
    ],
    ['a target that never answers', 'target', { silent: 'hang' }, /PUT/],
  ] as const)(
    'gives up on %s',
    async (_, side, fault, method) => {
      const { source, target, blob } = await prepared();
      const path = side === 'source' ? blob : /uploads/;
      ({ source, target })[side].faults.push({
        path,
        method: side === 'source' ? 'GET' : 'PUT',
        times: 99,
        ...fault,
      });
      const report = await copyBetween(source, target, {
        idleTimeoutMs: 400,
        retry: { attempts: 2, baseDelayMs: 1 },
      });
      expect(report.error).toMatchObject({
        code: 'NETWORK',
        message: expect.stringContaining('no data for 0.4 s'),
      });
      expect(report.error!.message).toMatch(method);
      expect(tagsOf(target)).toEqual({});
    },
    30_000,
  );

  it('gives up on a manifest that drips', async () => {
    const { source, target } = await prepared();
    source.faults.push({
      path: /manifests/,
      method: 'GET',
      silent: 'drip',
      times: 99,
    });
    const report = await copyBetween(source, target, {
      idleTimeoutMs: 100,
      retry: { attempts: 1 },
    });
    expect(report).toMatchObject({
      status: 'failed',
      error: { code: 'NETWORK' },
    });
  });
});
