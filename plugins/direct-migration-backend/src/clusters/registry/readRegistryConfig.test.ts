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
import { issueCertificates } from '../../engines/certificates/issueCertificates';
import { readClustersConfig } from '../clusterConfig';

describe('the registry of a cluster in the config', () => {
  const read = (registry: object) =>
    readClustersConfig(
      new ConfigReader({
        directMigration: {
          clusters: [
            { entityRef: 'resource:default/west' },
            { entityRef: 'resource:default/east', registry },
          ],
        },
      }),
    ).clusters.get('resource:default/east')!.registry;
  let ca: string;
  let key: string;

  beforeAll(async () => {
    const { server } = await issueCertificates({
      item: 'config',
      validMs: 60_000,
      serverName: 'localhost',
    });
    ca = server['ca.crt'];
    key = server['tls.key'];
  });

  it('may leave everything to the cluster, or say everything', () => {
    expect(read({})).toMatchObject({ aliases: [], insecureHttp: false });
    expect(
      read({
        host: 'registry.example.com:5000',
        address: '[::1]:443',
        aliases: ['docker-registry.default.svc:5000'],
        ca: ca + ca,
        pullSecret: { name: 'pull' },
      }),
    ).toMatchObject({
      host: 'registry.example.com:5000',
      pullSecret: { namespace: 'direct-migration', name: 'pull' },
    });
  });

  const at = 'directMigration\\.clusters\\[1\\]\\.registry';
  it.each<[string, () => object, string]>([
    ['a CA that is no PEM', () => ({ ca: 'MIIB' }), `${at}\\.ca is not PEM`],
    [
      'a key for a CA',
      () => ({ ca: key }),
      `${at}\\.ca is a key, not a certificate`,
    ],
    [
      'a CA that is damaged',
      () => ({ ca: `${ca}${ca.replace(/\n\w{20}/, '\n')}` }),
      `${at}\\.ca is not PEM: certificate 2 of 2 cannot be read`,
    ],
    [
      'a URL for a host',
      () => ({ host: 'https://registry.example.com' }),
      `${at}\\.host is 'https://registry\\.example\\.com', but has to be host\\[:port\\]`,
    ],
    [
      'a path in an alias',
      () => ({ host: 'a', aliases: ['b', 'c/d'] }),
      `${at}\\.aliases\\[1\\] is 'c/d'`,
    ],
    [
      'a password of nobody',
      () => ({ host: 'a', password: 'p' }),
      `${at} has a password, but no username`,
    ],
    [
      'a user without a password',
      () => ({ host: 'a', username: 'u' }),
      `${at} has a username, but neither`,
    ],
    [
      'a pull secret without a name',
      () => ({ host: 'a', pullSecret: { namespace: 'n' } }),
      `${at}\\.pullSecret\\.name`,
    ],
  ])('is refused with %s', (_, registry, message) => {
    expect(() => read(registry())).toThrow(new RegExp(message));
  });
});
