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

import type {
  Plan,
  PlanOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection } from '../../clusters/types';
import { MigrationError } from '../../errors/MigrationError';
import { buildCopierConfig } from './buildCopierConfig';

type Image = Plan['images'][number];

const connection = (name: string) =>
  ({
    name,
    entityRef: `resource:default/${name}`,
    registry: async () => ({
      externalHost: `${name}.test`,
      internalHost: 'registry.svc:5000',
      hosts: [],
      ca: `CA of ${name}`,
      address: `${name}:443`,
      insecureHttp: false,
      credentials: async () => ({ username: 'u', password: name }),
    }),
  } as unknown as ClusterConnection);

function build(
  spec: Partial<Image>,
  options: {
    images?: PlanOptions['images'];
    runOn?: 'target' | 'source' | 'backend';
    older?: { tag: string; digest: string }[];
    clusters?: { source: ClusterConnection; target: ClusterConnection };
  } = {},
) {
  return buildCopierConfig({
    plan: {
      namespaces: [{ source: 'shop', target: 'new' }],
      options: { images: options.images },
    } as Plan,
    images: [
      { spec: { repository: 'shop/web', ...spec }, older: options.older ?? [] },
    ],
    clusters: options.clusters ?? {
      source: connection('east'),
      target: connection('west'),
    },
    runOn: options.runOn ?? 'target',
  });
}

describe('buildCopierConfig', () => {
  it.each([
    ['target' as const, 'east.test', 'registry.svc:5000'],
    ['source' as const, 'registry.svc:5000', 'west.test'],
    ['backend' as const, 'east.test', 'west.test'],
  ])('names the registries as the %s sees them', async (runOn, from, to) => {
    const { registries, copies } = await build({}, { runOn });
    expect(copies).toEqual([
      { source: `${from}/shop/web`, target: `${to}/new/web` },
    ]);
    expect(registries[from]).toMatchObject({
      ca: 'CA of east',
      password: 'east',
    });
    expect(registries[to]).toMatchObject({ password: 'west' });
    // Its own registry is found by its name.
    expect(registries['registry.svc:5000'] ?? {}).not.toHaveProperty('address');
  });

  it.each(['target', 'source', 'backend'] as const)(
    'names the registry of one cluster once, on the %s',
    async runOn => {
      const east = connection('east');
      const { registries, copies } = await build(
        {},
        { runOn, clusters: { source: east, target: east } },
      );
      const host = runOn === 'backend' ? 'east.test' : 'registry.svc:5000';
      expect(Object.keys(registries)).toEqual([host]);
      expect(copies).toEqual([
        { source: `${host}/shop/web`, target: `${host}/new/web` },
      ]);
    },
  );

  it('goes to no host that is refused to the backend, and leaves that of pods to their network', async () => {
    const refused = new MigrationError({
      code: 'REGISTRY_HOST_REFUSED',
      message: 'no',
      hint: 'Allow it.',
      kind: 'InputError',
    });
    const asked: string[] = [];
    const guarded = (name: string): ClusterConnection => ({
      ...connection(name),
      registry: async () => ({
        ...(await connection(name).registry())!,
        address: undefined,
        resolve: async host => {
          asked.push(host);
          if (host === '10.0.0.1:443') {
            throw refused;
          }
          return `${name}:443`;
        },
      }),
    });
    const clusters = { source: guarded('east'), target: guarded('west') };
    await build({}, { runOn: 'target', clusters });
    expect(asked).toEqual([]);
    const { registries } = await build({}, { runOn: 'backend', clusters });
    expect(asked).toEqual(['east.test', 'west.test']);
    await expect(registries['east.test'].resolve!('west.test')).resolves.toBe(
      'east:443',
    );
    await expect(
      registries['east.test'].resolve!('10.0.0.1:443'),
    ).rejects.toMatchObject({
      code: 'NETWORK',
      message: 'no',
      hint: 'Allow it.',
      retryable: false,
      cause: refused,
    });
    clusters.target.registry = async () => ({
      ...(await guarded('west').registry())!,
      resolve: async () => {
        throw refused;
      },
    });
    await expect(build({}, { runOn: 'backend', clusters })).rejects.toBe(
      refused,
    );
  });

  it('passes on what is chosen, the image before the plan', async () => {
    const { copies, concurrency, bandwidthLimit } = await build(
      {
        includeTags: ['1.*'],
        excludeTags: ['*-rc'],
        digests: ['sha256:1'],
        existing: 'skip',
      },
      {
        images: {
          existing: 'refuse',
          platforms: ['linux/amd64'],
          concurrency: 3,
          bandwidthLimit: 100_000,
        },
        older: [{ tag: '1.0', digest: 'sha256:0' }],
      },
    );
    expect(concurrency).toBe(3);
    expect(bandwidthLimit).toBe(100_000);
    expect(copies).toEqual([
      expect.objectContaining({
        includeTags: ['1.*'],
        excludeTags: ['*-rc'],
        digests: [{ digest: 'sha256:1' }, { tag: '1.0', digest: 'sha256:0' }],
        existing: 'skip',
        platforms: ['linux/amd64'],
      }),
    ]);
    expect(copies[0]).not.toHaveProperty('tags');
  });

  it('copies no tag where only digests are chosen, and all tags with their history', async () => {
    const digests = ['sha256:1'];
    expect((await build({ digests })).copies[0].tags).toEqual([]);
    const older = [{ tag: '1.0', digest: 'sha256:0' }];
    const { copies } = await build({ history: true }, { older });
    expect(copies[0]).not.toHaveProperty('tags');
    expect(copies[0].digests).toEqual(older);
  });
});
