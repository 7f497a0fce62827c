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

import type { Item } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterRegistry } from '../types';
import { RegistryHosts } from './RegistryHosts';
import { rewriteReferences } from './rewriteReferences';

const digest = `sha256:${'a'.repeat(64)}`;
const narrowed = `sha256:${'b'.repeat(64)}`;

const hosts = new RegistryHosts({
  hosts: ['east.test', 'registry.svc:5000'],
  insecureHttp: false,
} as ClusterRegistry);

const item = (result: object, overrides: Partial<Item> = {}): Item => ({
  id: 'i',
  migrationId: 'm',
  kind: 'image',
  name: 'shop/web → shop-new/web',
  source: { repository: 'shop/web' },
  target: { repository: 'shop-new/web' },
  state: 'partiallyFailed',
  attempts: 1,
  result: result as Item['result'],
  ...overrides,
});

const known = item({
  tags: [
    { tag: '1.0', state: 'copied', digest },
    { tag: 'latest', state: 'unchanged', digest },
    { tag: 'arm', state: 'copied', digest: narrowed, sourceDigest: digest },
    { tag: 'broken', state: 'failed', digest },
  ],
});

function rewrite(image: string, items: Item[] = [known]) {
  return rewriteReferences({
    namespace: 'shop',
    workloads: [
      {
        name: 'Deployment/web',
        spec: { containers: [{ name: 'web', image }] },
      },
    ],
    hosts,
    targetHost: 'registry.west:5000',
    items,
  }).map(({ new: reference, digest: found }) => [reference, found]);
}

describe('rewriteReferences', () => {
  it('names the place, the old and the new, for containers of both kinds', () => {
    expect(
      rewriteReferences({
        namespace: 'shop',
        workloads: [
          {
            name: 'CronJob/nightly',
            spec: {
              initContainers: [
                { name: 'init', image: 'east.test/shop/web:1.0' },
              ],
              containers: [{ name: 'main', image: 'docker.io/library/nginx' }],
            },
          },
        ],
        hosts,
        targetHost: 'registry.west:5000',
        items: [known],
      }),
    ).toEqual([
      {
        namespace: 'shop',
        workload: 'CronJob/nightly',
        container: 'init',
        old: 'east.test/shop/web:1.0',
        new: 'registry.west:5000/shop-new/web:1.0',
        digest,
      },
    ]);
  });

  it.each([
    ['registry.svc:5000/shop/web:1.0', 'registry.west:5000/shop-new/web:1.0'],
    ['east.test:443/shop/web', 'registry.west:5000/shop-new/web'],
    [
      `east.test/shop/web@${digest}`,
      `registry.west:5000/shop-new/web@${digest}`,
    ],
    [
      `east.test/shop/web:1.0@${digest}`,
      `registry.west:5000/shop-new/web:1.0@${digest}`,
    ],
  ])('rewrites %s', (old, expected) => {
    expect(rewrite(old)).toEqual([[expected, digest]]);
  });

  it('gives the digest of the target where platforms were chosen', () => {
    const [, , arm] = (known.result as any).tags;
    expect(
      rewrite(`east.test/shop/web@${digest}`, [item({ tags: [arm] })]),
    ).toEqual([[`registry.west:5000/shop-new/web@${narrowed}`, narrowed]]);
  });

  it.each([
    'east.test/shop/other:1.0',
    'west.test/shop/web:1.0',
    'shop/web:1.0',
    'east.test/shop/web:broken',
    'east.test/shop/web:never-copied',
    `east.test/shop/web@${narrowed}`,
    'not a reference!',
  ])('leaves %s alone', old => {
    expect(rewrite(old)).toEqual([]);
  });

  it('rewrites without a digest what may be among those that are not listed', () => {
    const many = item({ tags: [], tagsOmitted: 1200 });
    expect(rewrite('east.test/shop/web:7', [many])).toEqual([
      ['registry.west:5000/shop-new/web:7', undefined],
    ]);
  });

  it('leaves alone what is not copied yet', () => {
    expect(
      rewrite('east.test/shop/web:1.0', [item({}, { state: 'running' })]),
    ).toEqual([]);
  });
});
