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

import { createHash, randomBytes } from 'node:crypto';
import { OCI_INDEX, OCI_MANIFEST } from '../client/mediaTypes';
import type { TestRegistry } from './TestRegistry';

/** The digest of some bytes. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A descriptor as it stands in manifests. */
export interface TestDescriptor {
  mediaType: string;
  digest: string;
  size: number;
  [key: string]: unknown;
}

/** Puts a blob into a repository. */
export function addBlob(
  registry: TestRegistry,
  repository: string,
  bytes: Buffer,
  mediaType = 'application/vnd.oci.image.layer.v1.tar',
): TestDescriptor {
  const digest = sha256(bytes);
  registry.repository(repository).blobs.set(digest, bytes);
  return { mediaType, digest, size: bytes.length };
}

/** Puts a manifest into a repository, with a tag or without. */
export function addManifest(
  registry: TestRegistry,
  repository: string,
  content: { mediaType?: string; [key: string]: unknown },
  options: { tag?: string; contentType?: string } = {},
): TestDescriptor {
  // Indented, so that a copier that writes JSON anew is found out.
  const bytes = Buffer.from(JSON.stringify(content, undefined, 3));
  const digest = sha256(bytes);
  const mediaType = options.contentType ?? content.mediaType ?? OCI_MANIFEST;
  const repo = registry.repository(repository);
  repo.manifests.set(digest, { bytes, mediaType });
  if (options.tag) {
    repo.tags.set(options.tag, digest);
  }
  return { mediaType, digest, size: bytes.length };
}

/** Puts an image into a repository: a config and layers of these contents or sizes. */
export function addImage(
  registry: TestRegistry,
  repository: string,
  options: {
    tag?: string;
    layers?: (number | Buffer)[];
    subject?: TestDescriptor;
    artifactType?: string;
    docker?: boolean;
    name?: string;
  } = {},
): TestDescriptor {
  const { tag, layers = [1000], subject, artifactType, name = '' } = options;
  const config = addBlob(
    registry,
    repository,
    Buffer.from(JSON.stringify({ name, tag })),
    'application/vnd.oci.image.config.v1+json',
  );
  return addManifest(
    registry,
    repository,
    {
      schemaVersion: 2,
      mediaType: options.docker
        ? 'application/vnd.docker.distribution.manifest.v2+json'
        : OCI_MANIFEST,
      ...(artifactType ? { artifactType } : {}),
      config,
      layers: layers.map(layer =>
        addBlob(
          registry,
          repository,
          typeof layer === 'number' ? randomBytes(layer) : layer,
        ),
      ),
      ...(subject ? { subject } : {}),
    },
    { tag },
  );
}

/** Puts an index of manifests into a repository. */
export function addIndex(
  registry: TestRegistry,
  repository: string,
  manifests: TestDescriptor[],
  tag?: string,
): TestDescriptor {
  return addManifest(
    registry,
    repository,
    { schemaVersion: 2, mediaType: OCI_INDEX, manifests },
    { tag },
  );
}
