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

import { addImage } from '../__testUtils__/images';
import { TestRegistry } from '../__testUtils__/TestRegistry';
import type { TestRegistryOptions } from '../__testUtils__/testRegistryTypes';
import { RegistryClient } from './RegistryClient';

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('RegistryClient', () => {
  let registry: TestRegistry;
  let client: RegistryClient;

  async function open(options: TestRegistryOptions = {}) {
    registry = await TestRegistry.start(options);
    client = new RegistryClient({
      host: registry.host,
      config: {
        insecureHttp: true,
        ...(options.auth && { username: 'robot', password: 'secret' }),
      },
      retry: { attempts: 2, baseDelayMs: 1, maxDelayMs: 2 },
    });
  }

  afterEach(async () => {
    await client.close();
    await registry.stop();
  });

  /** `scope` of each token that was asked for. */
  const scopes = () =>
    registry.requests
      .filter(({ url }) => url.startsWith('/token'))
      .map(({ url }) => new URL(url, 'http://x').searchParams.getAll('scope'));

  describe('probePush', () => {
    it.each(['basic', 'bearer'] as const)(
      'begins an upload and takes it back, with %s',
      async auth => {
        await open({ auth });
        await client.probePush('shop/web');
        const uploads = registry.requests
          .filter(
            ({ url, status }) => url.includes('/uploads/') && status! < 400,
          )
          .map(({ method, status }) => `${method} ${status}`);
        expect(uploads).toEqual(['POST 202', 'DELETE 204']);
        expect(
          scopes().every(
            ([scope]) => scope === 'repository:shop/web:pull,push',
          ),
        ).toBe(true);
      },
    );

    it.each([
      [403, '{"errors":[{"code":"DENIED"}]}', 'AUTH_FAILED', 'DENIED'],
      [401, '', 'AUTH_FAILED', '401'],
      [507, '', 'QUOTA', '507'],
      [404, '', 'NOT_FOUND', '404'],
      [503, '', 'NETWORK', '503'],
    ])('says why it may not: %i', async (status, body, code, message) => {
      await open();
      registry.faults.push({
        method: 'POST',
        path: /uploads/,
        status,
        body,
        times: 9,
      });
      await expect(client.probePush('shop/web')).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    });

    it('does not mind a registry that takes no upload back', async () => {
      await open();
      registry.faults.push({ method: 'DELETE', path: /uploads/, status: 500 });
      await expect(client.probePush('shop/web')).resolves.toBeUndefined();
    });
  });

  it('asks for a token to read each repository, once, and anew when it is refused', async () => {
    await open({ auth: 'bearer', tokenUses: 4 });
    const repositories = ['shop/a', 'shop/b'];
    for (const repository of repositories) {
      for (let i = 0; i < 6; i++) {
        addImage(registry, repository, { tag: `v${i}` });
      }
    }
    for (const repository of repositories) {
      const tags = await client.listTags(repository);
      expect(tags).toHaveLength(6);
      for (const tag of tags) {
        const { digest } = (await client.headManifest(repository, tag))!;
        const manifest = await client.getManifest(repository, digest);
        expect(manifest.digest).toBe(digest);
      }
    }
    // Never for more than to read this repository.
    expect(new Set(scopes().map(String))).toEqual(
      new Set(repositories.map(name => `repository:${name}:pull`)),
    );
    // 13 requests for each repository, of which a token is good for four.
    expect(scopes()).toHaveLength(8);
    const refused = registry.requests.filter(({ status }) => status === 401);
    // The first request of all had no token.
    expect(refused).toHaveLength(7);
  });

  it('says that the account may not read', async () => {
    await open({ auth: 'bearer' });
    registry.faults.push({ path: /^\/token/, status: 403, times: 9 });
    await expect(client.listTags('shop/web')).rejects.toMatchObject({
      code: 'AUTH_FAILED',
      message: expect.stringContaining('/token: 403'),
    });
  });
});
