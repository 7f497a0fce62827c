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

import type { LookupAddress } from 'node:dns';
import {
  guardApiServerUrl,
  isPublicAddress,
  matchesHost,
} from './guardedLookup';

function look(
  url: string,
  addresses: LookupAddress[],
  allowed: string[] = [],
  options: { all?: boolean; family?: number } = { all: true },
): Promise<unknown> {
  const guarded = guardApiServerUrl({
    url,
    allowed,
    resolveAll: async () => addresses,
  });
  return new Promise((resolve, reject) => {
    guarded.lookup(guarded.url.hostname, options, (error, address) =>
      error ? reject(error) : resolve(address),
    );
  });
}

describe('guardedLookup', () => {
  it.each([
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['10.0.0.1', false],
    ['172.16.5.4', false],
    ['192.168.1.1', false],
    ['127.0.0.1', false],
    ['0.0.0.0', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['198.18.0.2', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['ff02::1', false],
    ['::ffff:10.0.0.1', false],
    ['::ffff:a00:1', false],
    ['::ffff:8.8.8.8', true],
    ['::10.0.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['2001:db8::1', false],
    ['not an address', false],
  ])('knows whether %s is public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });

  it.each([
    ['http://api.example.com', /not https but http/],
    ['https://user:secret@api.example.com', /contains credentials/],
    ['https://api.example.com/?x=1', /query/],
    ['nonsense', /not a URL/],
    ['https://127.0.0.1:6443', /127\.0\.0\.1 is not a public address/],
    ['https://2130706433/', /127\.0\.0\.1 is not a public address/],
    ['https://0x7f.1/', /127\.0\.0\.1 is not a public address/],
    ['https://[::1]:6443', /::1 is not a public address/],
    ['https://[::ffff:127.0.0.1]/', /not a public address/],
  ])('refuses %s', (url, message) => {
    expect(() => guardApiServerUrl({ url, allowed: [] })).toThrow(
      expect.objectContaining({
        code: 'CLUSTER_URL_REFUSED',
        message: expect.stringMatching(message),
        hint: expect.stringContaining('dangerouslyAllowClusterUrls'),
      }),
    );
  });

  it('never puts the credentials of a refused address into the message', () => {
    expect(() =>
      guardApiServerUrl({
        url: 'https://user:secret@api.example.com',
        allowed: [],
      }),
    ).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('secret'),
      }),
    );
  });

  it('gives the connection exactly the addresses that it has checked', async () => {
    const addresses = [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ];
    await expect(look('https://api.example.com', addresses)).resolves.toEqual(
      addresses,
    );
    await expect(
      look('https://api.example.com', addresses, [], { family: 6 }),
    ).resolves.toBe('2606:4700::1111');
    await expect(
      look('https://api.example.com', [{ address: '8.8.8.8', family: 4 }], [], {
        family: 6,
      }),
    ).rejects.toThrow(/no address/);
  });

  it('refuses a name as soon as one of its addresses is not public', async () => {
    await expect(
      look('https://api.example.com', [
        { address: '8.8.8.8', family: 4 },
        { address: '::ffff:169.254.169.254', family: 6 },
      ]),
    ).rejects.toMatchObject({
      code: 'CLUSTER_URL_REFUSED',
      message: expect.stringContaining(
        'api.example.com resolves to ::ffff:169.254.169.254',
      ),
    });
  });

  it('exempts host names that are allowed, and no others', async () => {
    const inside = [{ address: '10.1.2.3', family: 4 }];
    await expect(
      look('https://api.corp.example.com', inside, ['*.corp.example.com']),
    ).resolves.toEqual(inside);
    await expect(
      look('https://api.corp.example.com.evil.test', inside, [
        '*.corp.example.com',
      ]),
    ).rejects.toMatchObject({ code: 'CLUSTER_URL_REFUSED' });
    expect(
      guardApiServerUrl({ url: 'https://[fd00::1]:6443', allowed: ['fd00::1'] })
        .url.port,
    ).toBe('6443');
    expect(() =>
      guardApiServerUrl({
        url: 'http://api.corp.example.com',
        allowed: ['*.corp.example.com'],
      }),
    ).toThrow(/https/);
    expect(matchesHost('corp.example.com', ['*.corp.example.com'])).toBe(false);
    expect(matchesHost('API.Example.com', ['api.example.COM'])).toBe(true);
    expect(matchesHost('xapi.example.com', ['api.example.com'])).toBe(false);
  });
});
