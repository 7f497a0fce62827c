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
import { addImage, addIndex, sha256 } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { TestRegistryOptions } from './__testUtils__/testRegistryTypes';

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('copyImages when something is wrong', () => {
  const started: TestRegistry[] = [];
  const start = async (options?: TestRegistryOptions) => {
    const registry = await TestRegistry.start(options);
    started.push(registry);
    return registry;
  };
  const pair = async (
    source?: TestRegistryOptions,
    target?: TestRegistryOptions,
  ) => [await start(source), await start(target)] as const;

  afterEach(async () => {
    await Promise.all(started.splice(0).map(registry => registry.stop()));
  });

  it('fails only the tags whose content is missing or damaged, and commits nothing damaged', async () => {
    const [source, target] = await pair();
    const damaged = randomBytes(500_000);
    const long = randomBytes(300_000);
    const good = addImage(source, 'shop/web', {
      tag: 'good',
      layers: [700_000],
    });
    addImage(source, 'shop/web', { tag: 'damaged', layers: [damaged] });
    addImage(source, 'shop/web', { tag: 'long', layers: [long] });
    addImage(source, 'shop/web', {
      tag: 'missing',
      layers: [Buffer.from('gone')],
    });
    addIndex(
      source,
      'shop/web',
      [good, { ...good, digest: sha256(Buffer.from('no such')) }],
      'sparse',
    );
    const { blobs } = source.repository('shop/web');
    blobs.set(sha256(damaged), Buffer.from(damaged).fill(0, 400_000));
    blobs.set(sha256(long), Buffer.concat([long, Buffer.from('!')]));
    blobs.delete(sha256(Buffer.from('gone')));

    const report = await copyBetween(source, target);
    expect(report.status).toBe('partiallyFailed');
    expect(report.tags.map(({ tag, error }) => [tag, error?.code])).toEqual([
      ['damaged', 'CORRUPT'],
      ['good', undefined],
      ['long', 'CORRUPT'],
      ['missing', 'NOT_FOUND'],
      ['sparse', 'NOT_FOUND'],
    ]);
    expect(tagsOf(target)).toEqual({ good: tagsOf(source).good });
    const { blobs: arrived } = target.repository('shop/web');
    expect(
      [...arrived].every(([digest, bytes]) => sha256(bytes) === digest),
    ).toBe(true);
    expect(arrived.has(sha256(damaged))).toBe(false);
    const sent = new RegExp(encodeURIComponent(sha256(damaged)));
    expect(
      target.requests.filter(
        ({ url, status }) => sent.test(url) && status !== undefined,
      ),
    ).toEqual([]);
    expect(target.uploads.size).toBe(0);
  });

  it('takes a damaged blob from another repository of the plan', async () => {
    const [source, target] = await pair();
    const layer = randomBytes(1000);
    addImage(source, 'a', { tag: '1', layers: [layer] });
    addImage(source, 'b', { tag: '1', layers: [layer] });
    source.repository('a').blobs.set(sha256(layer), Buffer.alloc(1000));
    const report = await copyBetween(source, target, {
      copies: ['a', 'b'].map(path => ({
        source: `${source.host}/${path}`,
        target: `${target.host}/${path}`,
      })),
    });
    expect(report.status).toBe('succeeded');
  });

  it('fails a whole copy whose repository or registry is not there, and no other', async () => {
    const [source, target] = await pair();
    const gone = await start();
    await gone.stop();
    addImage(source, 'shop/web', { tag: '1' });
    const report = await copyBetween(source, target, {
      registries: Object.fromEntries(
        [source, target, gone].map(({ host }) => [
          host,
          { insecureHttp: true },
        ]),
      ),
      copies: [
        {
          source: `${source.host}/shop/web`,
          target: `${target.host}/shop/web`,
        },
        {
          source: `${source.host}/shop/none`,
          target: `${target.host}/shop/none`,
        },
        {
          source: `${gone.host}/shop/web`,
          target: `${target.host}/shop/gone`,
          tags: ['1'],
        },
      ],
    });
    expect(report.status).toBe('partiallyFailed');
    expect(
      report.tags.map(({ tag, state, error }) => [tag, state, error?.code]),
    ).toEqual([
      ['1', 'copied', undefined],
      ['*', 'failed', 'NOT_FOUND'],
      ['1', 'failed', 'NETWORK'],
    ]);
    expect([...target.repositories.keys()]).toEqual(['shop/web']);
  });
});
