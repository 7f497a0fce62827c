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

import { ConfigReader } from '@backstage/config';
import { readNetworkSettings } from './readNetworkSettings';

describe('readNetworkSettings', () => {
  const read = (data: object) =>
    readNetworkSettings(
      new ConfigReader({ entityRef: 'resource:default/east', ...data }),
    );

  it('reads the ways in and out of a cluster', () => {
    expect(
      read({
        ingressDomain: 'Apps.Example.com',
        ingressClass: 'edge',
        gateway: { namespace: 'n', name: 'g' },
        egressProxy: {
          url: 'http://[fd00::1]:3128',
          noProxy: ['10.0.0.0/8'],
          username: 'u',
          passwordFile: '/p',
        },
      }),
    ).toEqual({
      ingressDomain: 'apps.example.com',
      ingressClass: 'edge',
      gateway: { namespace: 'n', name: 'g' },
      egressProxy: {
        host: 'fd00::1',
        port: 3128,
        noProxy: ['10.0.0.0/8'],
        username: 'u',
        passwordFile: '/p',
      },
    });
    expect(read({}).egressProxy).toBeUndefined();
    expect(read({ egressProxy: { url: 'http://p' } }).egressProxy).toEqual({
      host: 'p',
      port: 80,
      noProxy: [],
    });
  });

  it.each([
    [{ egressProxy: { url: 'http://u:secret@p:1' } }, /must not hold/],
    [{ egressProxy: { url: 'https://p:1' } }, /must begin with http:/],
    [{ egressProxy: { url: '//p:secret@x y' } }, /is not an address/],
    [{ ingressDomain: '*.apps.test' }, /ingressDomain .* is not a domain/],
    [{ routeDomain: 'a b' }, /routeDomain .* is not a domain/],
  ])('refuses %j without telling secrets', (data, message) => {
    expect(() => read(data)).toThrow(message);
    expect(() => read(data)).not.toThrow(/secret/);
    expect(() => read(data)).toThrow(/resource:default\/east/);
  });
});
