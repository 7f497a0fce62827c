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

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { SandboxCluster } from '@direct-migration/sandbox-cluster';
import { entitiesOf } from '../../__testUtils__/knownClusters';
import { CatalogClusterInventory } from '../CatalogClusterInventory';
import { readClustersConfig } from '../clusterConfig';
import type { ClusterConnection } from '../types';
import { openRegistryClient } from './openRegistryClient';

jest.setTimeout(60_000);

const INTERNAL = 'image-registry.openshift-image-registry.svc:5000';

describe("where a cluster's registry is, and who signs in", () => {
  let directory: string;
  let openshift: SandboxCluster;
  let plain: SandboxCluster;
  let now = 0;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'dm-registry-'));
    const start = (name: string, rest: object) =>
      SandboxCluster.start({
        name,
        directory: join(directory, name),
        persist: false,
        ...rest,
      });
    [openshift, plain] = await Promise.all([
      start('east', {
        openshift: true,
        registry: {},
        extraResources: [
          {
            group: 'config.openshift.io',
            version: 'v1',
            kind: 'ClusterVersion',
            plural: 'clusterversions',
            singular: 'clusterversion',
            namespaced: false,
          },
        ],
      }),
      start('west', {}),
    ]);
    for (const name of [
      'openshift',
      'openshift-image-registry',
      'openshift-config-managed',
      'direct-migration',
      'shop',
    ]) {
      openshift.apply({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
    }
  });
  afterAll(async () => {
    await Promise.all([openshift?.stop(), plain?.stop()]);
    rmSync(directory, { recursive: true, force: true });
  });

  /** A portal that knows the cluster with this config only. */
  const connect = async (
    cluster: SandboxCluster,
    registry?: object,
    allowed: string[] = [],
  ): Promise<ClusterConnection> =>
    new CatalogClusterInventory({
      config: readClustersConfig(
        new ConfigReader({
          directMigration: {
            dangerouslyAllowClusterUrls: ['127.0.0.1', ...allowed],
            clusters: [
              {
                entityRef: `resource:default/${cluster.name}`,
                token: cluster.token,
                ...(registry && { registry }),
              },
            ],
          },
        }),
      ),
      catalog: catalogServiceMock({ entities: entitiesOf([cluster]) }),
      logger: mockServices.logger.mock(),
      credentialsProviders: new Map(),
      now: () => now,
    }).connect(`resource:default/${cluster.name}`, {
      credentials: {} as never,
    });
  const ping = async (connection: ClusterConnection) => {
    const client = await openRegistryClient((await connection.registry())!, {
      signal: AbortSignal.timeout(10_000),
      idleTimeoutMs: 10_000,
    });
    try {
      await client.ping();
    } finally {
      await client.close();
    }
  };
  const stream = (internal: string, external?: string) =>
    openshift.apply({
      apiVersion: 'image.openshift.io/v1',
      kind: 'ImageStream',
      metadata: { name: 'cli', namespace: 'openshift' },
      status: {
        dockerImageRepository: `${internal}/openshift/cli`,
        ...(external && {
          publicDockerImageRepository: `${external}/openshift/cli`,
        }),
      },
    });
  const route = (host: string) =>
    openshift.apply({
      apiVersion: 'route.openshift.io/v1',
      kind: 'Route',
      metadata: {
        name: 'default-route',
        namespace: 'openshift-image-registry',
      },
      spec: { host, to: { kind: 'Service', name: 'image-registry' } },
      status: { ingress: [{ host }] },
    });
  const configMap = (namespace: string, name: string, data: object) =>
    openshift.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace },
      data,
    });

  it('is nowhere on a cluster that says nothing of one', async () => {
    const connection = await connect(plain);
    expect(await connection.registry()).toBeUndefined();
    expect((await connection.capabilities()).registry).toBeUndefined();
  });

  it('is what an OpenShift cluster says, as it says it now', async () => {
    const connection = await connect(openshift);
    expect(await connection.registry()).toBeUndefined();

    stream(INTERNAL);
    now += 61_000;
    expect(await connection.registry()).toMatchObject({
      exposed: false,
      internalHost: INTERNAL,
    });
    expect((await connection.capabilities()).registry).toEqual({
      internalHost: INTERNAL,
      credentials: 'serviceAccountToken',
      chosen: expect.stringContaining('not exposed to other clusters'),
    });

    stream(INTERNAL, 'public.example.com');
    now += 61_000;
    expect(await connection.registry()).toMatchObject({
      exposed: true,
      externalHost: 'public.example.com',
      internalHost: INTERNAL,
    });

    route(openshift.registry!.host);
    const { caPem } = openshift;
    configMap('openshift-config-managed', 'default-ingress-cert', {
      'ca-bundle.crt': caPem,
    });
    configMap('openshift-image-registry', 'image-registry-certificates', {
      [INTERNAL.replace(':', '..')]: plain.caPem,
    });
    now += 61_000;
    const registry = await connection.registry();
    expect(registry).toMatchObject({
      exposed: true,
      externalHost: openshift.registry!.host,
      internalHost: INTERNAL,
      hosts: [openshift.registry!.host, INTERNAL, 'public.example.com'],
      ca: caPem,
      internalCa: plain.caPem,
      insecureHttp: false,
    });
    expect(await registry!.credentials()).toEqual({
      username: 'serviceaccount',
      password: openshift.token,
    });
    expect((await connection.capabilities()).registry).toEqual({
      host: openshift.registry!.host,
      internalHost: INTERNAL,
      credentials: 'serviceAccountToken',
      chosen: expect.stringMatching(
        /by Route openshift-image-registry\/default-route, inside the cluster/,
      ),
    });

    // It is at a loopback address, where only the config may lead us.
    await expect(ping(connection)).rejects.toMatchObject({
      code: 'REGISTRY_HOST_REFUSED',
      message: expect.stringContaining('is not a public address'),
    });
    const [address] = openshift.registry!.host.split(':');
    await expect(
      ping(await connect(openshift, undefined, [address])),
    ).rejects.toMatchObject({ code: 'AUTH_FAILED' });
    const { username, password } = openshift.registry!;
    await ping(await connect(openshift, { username, password }, [address]));
  });

  it('sends nobody to a token service where the backend may not go', async () => {
    const server = createServer((_, response) => {
      const realm = 'http://10.1.2.3/token';
      response
        .writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` })
        .end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    route(`127.0.0.1:${port}`);
    now += 61_000;
    try {
      const connection = await connect(openshift, {
        insecureHttp: true,
        username: 'u',
        password: 'p',
      });
      await expect(ping(connection)).rejects.toMatchObject({
        code: 'NETWORK',
        message: expect.stringMatching(
          /10\.1\.2\.3:80, which cluster east or its registry names.*not a public address/,
        ),
        hint: expect.stringContaining('dangerouslyAllowClusterUrls'),
        cause: { code: 'REGISTRY_HOST_REFUSED' },
      });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('is what the config says, where it says it', async () => {
    const { host, username, password, caPem } = openshift.registry!;
    const connection = await connect(openshift, {
      host,
      ca: caPem,
      username,
      password,
    });
    expect(await connection.registry()).toMatchObject({
      externalHost: host,
      internalHost: host,
      hosts: [host],
      chosen: 'configured',
    });
    await ping(connection);
  });

  it('is signed in to with a pull secret, read at each use', async () => {
    const { host, username, password, caPem } = openshift.registry!;
    const connection = await connect(openshift, {
      host,
      ca: caPem,
      pullSecret: { namespace: 'shop', name: 'pull' },
    });
    await expect(ping(connection)).rejects.toMatchObject({
      code: 'REGISTRY_CREDENTIALS_MISSING',
      message: expect.stringContaining('shop/pull'),
    });
    const secret = (word: string) =>
      openshift.apply({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'pull', namespace: 'shop' },
        type: 'kubernetes.io/dockerconfigjson',
        data: {
          '.dockerconfigjson': Buffer.from(
            JSON.stringify({
              auths: {
                [`https://${host}`]: {
                  auth: Buffer.from(`${username}:${word}`).toString('base64'),
                },
              },
            }),
          ).toString('base64'),
        },
      });
    secret('wrong');
    await expect(ping(connection)).rejects.toMatchObject({
      code: 'AUTH_FAILED',
    });
    secret(password);
    await ping(connection);
    expect((await connection.capabilities()).registry?.credentials).toBe(
      'pullSecret',
    );
  });

  it('is refused with a CA that cannot be used, and the cluster stays usable', async () => {
    const caFile = join(directory, 'ca.pem');
    writeFileSync(caFile, 'no certificate');
    const connection = await connect(plain, {
      host: 'registry.example.com',
      caFile,
    });
    await expect(connection.registry()).rejects.toMatchObject({
      code: 'REGISTRY_CA_INVALID',
      message: expect.stringMatching(
        /registry\.caFile of resource:default\/west is not PEM/,
      ),
    });
    expect((await connection.capabilities()).registry).toEqual({
      problem: expect.stringContaining('is not PEM'),
    });
    writeFileSync(caFile, plain.caPem);
    expect(await connection.registry()).toMatchObject({
      ca: plain.caPem.trim(),
    });
  });

  it('takes a user before a token before a pull secret', async () => {
    const sourceOf = async (rest: object) =>
      (await (
        await connect(plain, { host: 'registry.example.com', ...rest })
      ).registry())!.credentialsSource;
    const pullSecret = { name: 'pull' };
    const user = { username: 'u', password: 'p' };
    expect(
      await sourceOf({ ...user, serviceAccountToken: true, pullSecret }),
    ).toBe('user');
    expect(await sourceOf({ serviceAccountToken: true, pullSecret })).toBe(
      'serviceAccountToken',
    );
    expect(await sourceOf({ pullSecret })).toBe('pullSecret');
    expect(await sourceOf({})).toBe('none');
  });
});
