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

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar';

/** What is in a registry, byte for byte: images of any shape, not only those that a runtime could start. */
export class RegistryContent {
  /** Digests of all blobs that were pushed. */
  blobs = new Set();

  /** @param {{host: string, caPem: string, username: string, password: string}} registry */
  constructor(registry) {
    this.registry = registry;
  }

  /** @returns its descriptor */
  async image(repository, tags, { layers, platform, subject, text = '' }) {
    const config = { architecture: 'amd64', os: 'linux', ...platform, text };
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: await this.blob(
        repository,
        Buffer.from(JSON.stringify(config)),
        CONFIG,
      ),
      layers: [],
      ...(subject && { subject }),
    };
    for (const layer of layers)
      manifest.layers.push(await this.blob(repository, layer, LAYER));
    return this.manifest(repository, tags, manifest, { platform });
  }

  /** An index of images that are there. */
  async index(repository, tags, manifests) {
    return this.manifest(repository, tags, {
      schemaVersion: 2,
      mediaType: INDEX,
      manifests,
    });
  }

  async manifest(repository, tags, content, rest = {}) {
    const bytes = Buffer.from(JSON.stringify(content));
    const digest = digestOf(bytes);
    for (const reference of tags.length ? tags : [digest])
      await this.call('PUT', `/v2/${repository}/manifests/${reference}`, {
        body: bytes,
        type: content.mediaType,
      });
    return {
      mediaType: content.mediaType,
      digest,
      size: bytes.length,
      ...(rest.platform && { platform: rest.platform }),
    };
  }

  async blob(repository, bytes, mediaType) {
    const digest = digestOf(bytes);
    const there = await this.call('HEAD', `/v2/${repository}/blobs/${digest}`, {
      missing: true,
    });
    if (there.status !== 200) {
      const { headers } = await this.call(
        'POST',
        `/v2/${repository}/blobs/uploads/`,
      );
      const upload = new URL(headers.location, `https://${this.registry.host}`);
      upload.searchParams.set('digest', digest);
      await this.call('PUT', upload.pathname + upload.search, { body: bytes });
    }
    this.blobs.add(digest);
    return { mediaType, digest, size: bytes.length };
  }

  async deleteBlob(repository, digest) {
    await this.call('DELETE', `/v2/${repository}/blobs/${digest}`);
  }

  /** Digest of every tag, as the registry serves it; empty for a repository that is not there. */
  async tags(repository) {
    const list = await this.call('GET', `/v2/${repository}/tags/list`, {
      missing: true,
    });
    const found = {};
    if (list.status === 200)
      for (const tag of (JSON.parse(list.body).tags ?? []).sort())
        found[tag] = await this.digest(repository, tag);
    return found;
  }

  /** Digest of a manifest, computed from its bytes; `undefined` if it is not there. */
  async digest(repository, reference) {
    const { status, body } = await this.call(
      'GET',
      `/v2/${repository}/manifests/${reference}`,
      { missing: true },
    );
    return status === 200 ? digestOf(body) : undefined;
  }

  call(method, path, { body, type, missing } = {}) {
    const { host, caPem, username, password } = this.registry;
    return new Promise((resolve, reject) => {
      const message = request(
        new URL(path, `https://${host}`),
        {
          method,
          ca: caPem,
          auth: `${username}:${password}`,
          timeout: 120_000,
          headers: {
            accept: `${MANIFEST}, ${INDEX}`,
            'content-length': body?.length ?? 0,
            'content-type': type ?? 'application/octet-stream',
          },
        },
        response => {
          const parts = [];
          response.on('data', part => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const { statusCode: status, headers } = response;
            const answer = { status, headers, body: Buffer.concat(parts) };
            if (status < 400 || (missing && status === 404)) resolve(answer);
            else
              reject(new Error(`${method} ${path}: ${status} ${answer.body}`));
          });
        },
      );
      message.on('error', reject);
      message.on('timeout', () => message.destroy(new Error('no answer')));
      message.end(body);
    });
  }
}

function digestOf(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
