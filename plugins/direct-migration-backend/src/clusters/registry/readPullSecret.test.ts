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

import type { ClusterClient } from '../../kubernetes/ClusterClient';
import type { Secret } from '../../kubernetes/clientNode';
import { readPullSecret } from './readPullSecret';

const base64 = (value: unknown) =>
  Buffer.from(
    typeof value === 'string' ? value : JSON.stringify(value),
  ).toString('base64');

describe('an image pull secret', () => {
  const read = (secret: Partial<Secret> | undefined, hosts: string[]) =>
    readPullSecret({
      client: { get: async () => secret } as unknown as ClusterClient,
      cluster: 'east',
      secret: { namespace: 'shop', name: 'pull' },
      hosts,
    });
  const config = (auths: object): Partial<Secret> => ({
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': base64({ auths }) },
  });
  const login = (user: string) => ({ auth: base64(`${user}:pass:word\0\0`) });

  it.each([
    ['registry.example.com', 'registry.example.com'],
    ['registry.example.com:5000', 'registry.example.com:5000'],
    ['https://registry.example.com', 'registry.example.com'],
    ['https://registry.example.com/v2/', 'registry.example.com'],
    ['http://Registry.example.com:5000/v1/', 'registry.example.com:5000'],
    ['registry.example.com:443', 'registry.example.com'],
    ['registry.example.com', 'registry.example.com:443'],
  ])('has the entry %s for %s', async (key, host) => {
    expect(
      await read(config({ 'quay.io': login('other'), [key]: login('me') }), [
        host,
      ]),
    ).toEqual({ username: 'me', password: 'pass:word' });
  });

  it('may name the registry by any of its names, the preferred one first', async () => {
    const secret = config({
      'inside:5000': login('inside'),
      'outside.example.com': { username: 'outside', password: 'p' },
    });
    expect(
      (await read(secret, ['outside.example.com', 'inside:5000'])).username,
    ).toBe('outside');
    expect((await read(secret, ['new.name', 'inside:5000'])).username).toBe(
      'inside',
    );
  });

  it('may be of the older type', async () => {
    expect(
      await read(
        {
          type: 'kubernetes.io/dockercfg',
          data: { '.dockercfg': base64({ 'a.example.com': login('me') }) },
        },
        ['a.example.com'],
      ),
    ).toEqual({ username: 'me', password: 'pass:word' });
  });

  it.each<[string, Partial<Secret> | undefined, RegExp]>([
    ['is not there', undefined, /shop\/pull of cluster east does not exist/],
    [
      'is of another type',
      { type: 'Opaque', data: { password: base64('secret-word') } },
      /of type Opaque holds no Docker configuration/,
    ],
    [
      'is no JSON',
      {
        type: 'kubernetes.io/dockerconfigjson',
        data: { '.dockerconfigjson': base64('{') },
      },
      /holds no Docker configuration/,
    ],
    [
      'is for others',
      config({
        'quay.io': login('me'),
        'registry.example.com:5000': login('me'),
      }),
      /no entry for registry.example.com/,
    ],
    [
      'has an identity token only',
      config({ 'registry.example.com': { identitytoken: 'secret-word' } }),
      /no user and password for registry.example.com/,
    ],
  ])(
    'that %s is refused, and nothing of it is told',
    async (_, secret, message) => {
      const error = await read(secret, ['registry.example.com']).catch(e => e);
      expect(error).toMatchObject({
        code: 'REGISTRY_CREDENTIALS_MISSING',
        message: expect.stringMatching(message),
        hint: expect.any(String),
      });
      expect(`${error.message} ${error.hint}`).not.toMatch(/secret-word|pass:/);
    },
  );
});
