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

import { createCipheriv, createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const PIECE = 1024 * 1024;

// What gzip writes before stored blocks: a client that looks takes it for compressed, as layers nearly always are.
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/**
 * Images in the folder of a registry, in the layout of its filesystem storage: much faster than to push them, and what
 * is measured is reading them.
 */
export class StoredContent {
  #root;

  constructor(storage) {
    this.#root = join(storage, 'docker/registry/v2');
  }

  /** Writes a blob of pseudo-random bytes, the same for the same seed. Returns its descriptor. */
  writeLayer(seed, size) {
    const key = createHash('sha256').update(seed).digest();
    const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
    const hash = createHash('sha256');
    mkdirSync(this.#root, { recursive: true });
    const temporary = join(this.#root, 'new-blob');
    const file = openSync(temporary, 'w');
    const zeros = Buffer.alloc(PIECE);
    for (let offset = 0; offset < size; offset += PIECE) {
      const piece = cipher.update(
        zeros.subarray(0, Math.min(PIECE, size - offset)),
      );
      if (offset === 0) GZIP_HEADER.copy(piece);
      hash.update(piece);
      writeSync(file, piece);
    }
    closeSync(file);
    const digest = `sha256:${hash.digest('hex')}`;
    mkdirSync(this.#blobFolder(digest), { recursive: true });
    renameSync(temporary, join(this.#blobFolder(digest), 'data'));
    return {
      mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
      size,
      digest,
    };
  }

  /** Writes an image of these layers under a tag. Returns the digest of its manifest. */
  writeImage(repository, tag, layers) {
    const config = this.#writeBytes(
      JSON.stringify({
        architecture: 'amd64',
        os: 'linux',
        created: '2026-01-01T00:00:00Z',
        config: { Labels: { image: `${repository}:${tag}` } },
        history: layers.map(() => ({ created: '2026-01-01T00:00:00Z' })),
        // Nobody unpacks them; a copy by digest takes them as they are.
        rootfs: {
          type: 'layers',
          diff_ids: layers.map(({ digest }) => digest),
        },
      }),
    );
    const manifest = this.#writeBytes(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
        config: {
          mediaType: 'application/vnd.docker.container.image.v1+json',
          ...config,
        },
        layers,
      }),
    );
    for (const { digest } of [config, ...layers])
      this.#link(repository, `_layers/sha256/${hex(digest)}`, digest);
    const { digest } = manifest;
    for (const place of [
      `_manifests/revisions/sha256/${hex(digest)}`,
      `_manifests/tags/${tag}/current`,
      `_manifests/tags/${tag}/index/sha256/${hex(digest)}`,
    ])
      this.#link(repository, place, digest);
    return digest;
  }

  /** `{ 'repository:tag': digest }` of everything that is tagged. */
  tags() {
    const found = {};
    const visit = (folder, name) => {
      const tags = join(folder, '_manifests/tags');
      if (existsSync(tags)) {
        for (const tag of readdirSync(tags))
          found[`${name}:${tag}`] = readFileSync(
            join(tags, tag, 'current/link'),
            'utf8',
          );
        return;
      }
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory() && !entry.name.startsWith('_'))
          visit(
            join(folder, entry.name),
            name ? `${name}/${entry.name}` : entry.name,
          );
    };
    const repositories = join(this.#root, 'repositories');
    if (existsSync(repositories)) visit(repositories, '');
    return found;
  }

  /** Digests of everything that is stored, sorted: layers, configs and manifests. */
  digests() {
    const folder = join(this.#root, 'blobs/sha256');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .flatMap(start => readdirSync(join(folder, start)))
      .sort();
  }

  /** Size of everything that {@link StoredContent.digests} names, in bytes. */
  bytes() {
    return this.digests().reduce(
      (sum, digest) =>
        sum +
        statSync(
          join(this.#root, 'blobs/sha256', digest.slice(0, 2), digest, 'data'),
        ).size,
      0,
    );
  }

  #writeBytes(text) {
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    mkdirSync(this.#blobFolder(digest), { recursive: true });
    writeFileSync(join(this.#blobFolder(digest), 'data'), text);
    return { size: Buffer.byteLength(text), digest };
  }

  #link(repository, place, digest) {
    const folder = join(this.#root, 'repositories', repository, place);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'link'), digest);
  }

  #blobFolder(digest) {
    return join(
      this.#root,
      'blobs/sha256',
      hex(digest).slice(0, 2),
      hex(digest),
    );
  }
}

function hex(digest) {
  return digest.slice('sha256:'.length);
}
