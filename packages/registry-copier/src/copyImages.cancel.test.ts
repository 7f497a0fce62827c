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
import { addImage, sha256 } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { Fault } from './__testUtils__/testRegistryTypes';
import { planImages } from './planImages';

// On a busy machine the registries take their time.
jest.setTimeout(60_000);

describe('cancel of copyImages', () => {
  let source: TestRegistry;
  let target: TestRegistry;
  const layer = randomBytes(800_000);

  beforeEach(async () => {
    source = await TestRegistry.start();
    target = await TestRegistry.start({ trusting: true });
    addImage(source, 'shop/web', { tag: '1', layers: [layer] });
  });

  afterEach(async () => {
    await Promise.all([source.stop(), target.stop()]);
  });

  /** Longer than any test may take: only the cancel can end what is stuck. */
  const patient = {
    idleTimeoutMs: 600_000,
    retry: { attempts: 6, baseDelayMs: 600_000, maxDelayMs: 600_000 },
  };

  /** Cancels as soon as a request meets the fault. */
  function cancelAt(side: 'source' | 'target', fault: Fault): AbortSignal {
    const abort = new AbortController();
    const registry = { source, target }[side];
    registry.faults.push({ ...fault, times: 99 });
    registry.onRequest = ({ url, method }) => {
      if (fault.path.test(url) && (!fault.method || fault.method === method)) {
        setTimeout(() => abort.abort(), 20);
      }
    };
    return abort.signal;
  }

  it.each<[string, 'source' | 'target', Fault]>([
    ['listing tags', 'source', { path: /tags/, silent: 'hang' }],
    ['reading manifests', 'source', { path: /manifests/, silent: 'hang' }],
    ['looking for blobs', 'target', { path: /blobs/, silent: 'hang' }],
    [
      'downloading',
      'source',
      { path: /blobs\/sha/, method: 'GET', silent: 'drip' },
    ],
    ['uploading', 'target', { path: /uploads/, method: 'PUT', silent: 'hang' }],
    [
      'writing manifests',
      'target',
      { path: /manifests/, method: 'PUT', silent: 'hang' },
    ],
    [
      'waiting as long as the registry asked for',
      'target',
      {
        path: /uploads/,
        method: 'POST',
        status: 429,
        headers: { 'retry-after': '500' },
      },
    ],
    ['waiting to try again', 'source', { path: /manifests/, status: 503 }],
  ])('ends %s at once', async (_, side, fault) => {
    const signal = cancelAt(side, fault);
    await expect(
      copyBetween(source, target, { ...patient, signal }),
    ).rejects.toMatchObject({ code: 'CANCELED' });
    expect(tagsOf(target)).toEqual({});
    expect(brokenPromises(target)).toEqual([]);
  });

  it('does not wait for a registry that does not answer when uploads are taken back', async () => {
    target.faults.push({ path: /./, method: 'DELETE', silent: 'hang' });
    const signal = cancelAt('source', {
      path: new RegExp(sha256(layer)),
      method: 'GET',
      silent: 'drip',
    });
    await expect(
      copyBetween(source, target, { ...patient, signal }),
    ).rejects.toMatchObject({ code: 'CANCELED' });
  });

  it('tells nothing more afterwards', async () => {
    const signal = cancelAt('source', { path: /manifests/, silent: 'hang' });
    let late = 0;
    await expect(
      copyBetween(source, target, {
        ...patient,
        signal,
        onEvent: () => {
          late += signal.aborted ? 1 : 0;
        },
      }),
    ).rejects.toMatchObject({ code: 'CANCELED' });
    expect(late).toBe(0);
  });

  it('ends planning, too, and does nothing when it comes before the begin', async () => {
    const options = {
      registries: {
        [source.host]: { insecureHttp: true },
        [target.host]: { insecureHttp: true },
      },
      copies: [
        {
          source: `${source.host}/shop/web`,
          target: `${target.host}/shop/web`,
        },
      ],
      ...patient,
    };
    await expect(
      planImages({ ...options, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'CANCELED' });
    await expect(
      copyBetween(source, target, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'CANCELED' });
    expect([...source.requests, ...target.requests]).toEqual([]);

    const signal = cancelAt('target', { path: /blobs/, silent: 'hang' });
    await expect(planImages({ ...options, signal })).rejects.toMatchObject({
      code: 'CANCELED',
    });
  });
});
