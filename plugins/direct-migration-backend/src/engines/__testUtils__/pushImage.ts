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

import { createHash } from 'node:crypto';
import { RegistryClient } from '@direct-migration/registry-copier';
import type { SandboxCluster } from '@direct-migration/sandbox-cluster';
import { Agent, request } from 'undici';

/** A client of the cluster's registry; to be closed. */
export function registryOf(cluster: SandboxCluster): RegistryClient {
  const { host, caPem, username, password } = cluster.registry!;
  return new RegistryClient({
    host,
    config: { ca: caPem, username, password },
  });
}

function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Pushes an image whose digest depends on `text` and its layers. Returns that digest. */
export async function pushImage(options: {
  cluster: SandboxCluster;
  repository: string;
  tags: string[];
  text: string;
  layers?: Buffer[];
}): Promise<string> {
  const { cluster, repository, tags, text, layers = [] } = options;
  const config = Buffer.from(
    JSON.stringify({ architecture: 'amd64', os: 'linux', text }),
  );
  const digest = sha256(config);
  await pushBlob(cluster, repository, config, digest);
  for (const layer of layers) {
    await pushBlob(cluster, repository, layer, sha256(layer));
  }
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest,
        size: config.length,
      },
      layers: layers.map(layer => ({
        mediaType: 'application/vnd.oci.image.layer.v1.tar',
        digest: sha256(layer),
        size: layer.length,
      })),
    }),
  );
  const manifest = { bytes, mediaType, digest: sha256(bytes) };
  const registry = registryOf(cluster);
  for (const tag of tags) {
    await registry.putManifest(repository, tag, manifest);
  }
  await registry.close();
  return manifest.digest;
}

async function pushBlob(
  cluster: SandboxCluster,
  repository: string,
  bytes: Buffer,
  digest: string,
): Promise<void> {
  const { host, caPem, username, password } = cluster.registry!;
  const agent = new Agent({ connect: { ca: caPem } });
  const login = Buffer.from(`${username}:${password}`).toString('base64');
  const headers = { authorization: `Basic ${login}` };
  try {
    const start = await request(
      `https://${host}/v2/${repository}/blobs/uploads/`,
      { method: 'POST', headers, dispatcher: agent },
    );
    await start.body.dump();
    const url = new URL(start.headers.location as string, `https://${host}`);
    url.searchParams.set('digest', digest);
    const put = await request(url, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body: bytes,
      dispatcher: agent,
    });
    await put.body.dump();
    if (put.statusCode !== 201) {
      throw new Error(`The registry answered ${put.statusCode}`);
    }
  } finally {
    await agent.close();
  }
}
