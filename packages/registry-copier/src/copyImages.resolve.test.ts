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

import { copyBetween, tagsOf } from './__testUtils__/copyBetween';
import { addImage } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { TestRegistryOptions } from './__testUtils__/testRegistryTypes';
import { RegistryError } from './model/RegistryError';

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('copyImages where hosts are resolved by the caller', () => {
  const started: TestRegistry[] = [];
  const start = async (options?: TestRegistryOptions) => {
    const registry = await TestRegistry.start(options);
    started.push(registry);
    return registry;
  };
  const refusal = (host: string) =>
    new RegistryError({
      code: 'NETWORK',
      message: `${host} is refused`,
      hint: 'Allow it.',
    });

  afterEach(async () => {
    await Promise.all(started.splice(0).map(registry => registry.stop()));
  });

  it('asks before each connection, and goes where it is told', async () => {
    const source = await start({ redirectBlobs: true });
    const target = await start();
    addImage(source, 'shop/web', { tag: '1', layers: [40_000] });
    const asked = new Set<string>();
    const report = await copyBetween(source, target, {
      registries: {
        'east.test:5000': {
          insecureHttp: true,
          resolve: async host => {
            asked.add(host);
            return host === 'east.test:5000' ? source.host : undefined;
          },
        },
        // Its address is known: nothing to ask.
        [target.host]: {
          insecureHttp: true,
          address: target.host,
          resolve: async host => {
            throw refusal(host);
          },
        },
      },
      copies: [
        {
          source: 'east.test:5000/shop/web',
          target: `${target.host}/shop/web`,
        },
      ],
    });
    expect(report.status).toBe('succeeded');
    expect(tagsOf(target)).toEqual(tagsOf(source));
    expect(asked).toEqual(new Set(['east.test:5000', source.storageHost]));
  });

  const refusing = (refused: string) => ({
    username: 'robot',
    password: 'secret',
    resolve: async (host: string) => {
      if (host === refused) {
        throw refusal(host);
      }
      return undefined;
    },
  });

  it('does not go to a storage that is refused', async () => {
    const [source, target] = [
      await start({ redirectBlobs: true }),
      await start(),
    ];
    addImage(source, 'shop/web', { tag: '1', layers: [40_000] });
    const report = await copyBetween(source, target, {
      source: refusing(source.storageHost),
    });
    expect(report.error).toMatchObject({
      code: 'NETWORK',
      message: `${source.storageHost} is refused`,
      hint: 'Allow it.',
      retryable: false,
    });
    expect(tagsOf(target)).toEqual({});
    expect(source.requests.map(({ host }) => host)).not.toContain('storage');
  });

  it('does not go to a token service that is refused', async () => {
    const [source, target, other] = [
      await start(),
      await start(),
      await start(),
    ];
    source.faults.push({
      path: /./,
      status: 401,
      headers: { 'www-authenticate': `Bearer realm="http://${other.host}/t"` },
      times: 99,
    });
    const report = await copyBetween(source, target, {
      source: refusing(other.host),
    });
    expect(report.error).toMatchObject({
      code: 'NETWORK',
      message: `${other.host} is refused`,
    });
    expect(other.requests).toEqual([]);
  });

  it('does not wait for ever for an address', async () => {
    const [source, target] = [await start(), await start()];
    addImage(source, 'shop/web', { tag: '1' });
    const report = await copyBetween(source, target, {
      idleTimeoutMs: 50,
      retry: { attempts: 1 },
      source: { resolve: () => new Promise(() => {}) },
    });
    expect(report.error).toMatchObject({
      code: 'NETWORK',
      message: expect.stringContaining('no address within 0.05 s'),
    });
  });
});
