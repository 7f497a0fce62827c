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
import { request } from 'node:https';
import { gzipSync } from 'node:zlib';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const requestTimeoutMs = 30_000;

/**
 * How a registry is reached.
 * @typedef {{ host: string, caPem: string, username: string, password: string }} Registry
 */

/**
 * Pushes an image made of tar archives, without any container tool. What is there already is not sent again.
 * @param {{ registry: Registry, repository: string, tags: string[], layers: Buffer[], config: object }} options
 *   `config`: `Cmd`, `Labels` and the like of the OCI image configuration
 * @returns {Promise<string>} digest of its manifest
 */
export async function pushImage(options) {
  const { registry, repository, tags, layers, config } = options;
  const descriptors = [];
  for (const tar of layers) {
    descriptors.push({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      ...(await pushBlob(registry, repository, gzipSync(tar))),
    });
  }
  const image = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: layers.map(digestOf) },
    }),
  );
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        ...(await pushBlob(registry, repository, image)),
      },
      layers: descriptors,
    }),
  );
  for (const tag of tags) {
    await call(registry, 'PUT', `/v2/${repository}/manifests/${tag}`, {
      body: manifest,
      type: manifestType,
    });
  }
  return digestOf(manifest);
}

/**
 * Digest of each tag of a repository, computed from the manifests themselves.
 * @param {Registry} registry
 */
export async function digestsOf(registry, repository) {
  const list = await call(registry, 'GET', `/v2/${repository}/tags/list`);
  const { tags } = JSON.parse(list.body.toString());
  const digests = {};
  for (const tag of (tags ?? []).sort()) {
    const path = `/v2/${repository}/manifests/${tag}`;
    digests[tag] = digestOf((await call(registry, 'GET', path)).body);
  }
  return digests;
}

/** Whether a tag is there. */
export async function hasTag(registry, repository, tag) {
  const path = `/v2/${repository}/manifests/${tag}`;
  const answer = await call(registry, 'HEAD', path, { missing: true });
  return answer.status === 200;
}

async function pushBlob(registry, repository, bytes) {
  const digest = digestOf(bytes);
  const blobs = `/v2/${repository}/blobs`;
  const path = `${blobs}/${digest}`;
  const present = await call(registry, 'HEAD', path, { missing: true });
  if (present.status !== 200) {
    const { headers } = await call(registry, 'POST', `${blobs}/uploads/`);
    const upload = new URL(headers.location, `https://${registry.host}`);
    upload.searchParams.set('digest', digest);
    await call(registry, 'PUT', upload.pathname + upload.search, {
      body: bytes,
      type: 'application/octet-stream',
    });
  }
  return { digest, size: bytes.length };
}

function digestOf(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function call(registry, method, path, { body, type, missing } = {}) {
  return new Promise((resolve, reject) => {
    const message = request(
      new URL(path, `https://${registry.host}`),
      {
        method,
        ca: registry.caPem,
        auth: `${registry.username}:${registry.password}`,
        timeout: requestTimeoutMs,
        headers: {
          accept: manifestType,
          'content-length': body?.length ?? 0,
          ...(type && { 'content-type': type }),
        },
      },
      response => {
        const parts = [];
        response.on('data', part => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status, headers } = response;
          const answer = { status, headers, body: Buffer.concat(parts) };
          if (status < 400 || (missing && status === 404)) {
            resolve(answer);
          } else {
            const text = answer.body.toString().slice(0, 300);
            reject(new Error(`${method} ${path}: ${status} ${text}`));
          }
        });
      },
    );
    message.on('timeout', () =>
      message.destroy(new Error(`Registry ${registry.host} does not answer`)),
    );
    message.on('error', reject);
    message.end(body);
  });
}
