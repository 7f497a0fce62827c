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

import {
  DOCKER_LIST,
  DOCKER_MANIFEST,
  DOCKER_SCHEMA1,
  DOCKER_SCHEMA1_SIGNED,
  OCI_ARTIFACT,
  OCI_INDEX,
  OCI_MANIFEST,
  isManifestType,
} from '../client/mediaTypes';
import type { BlobDescriptor } from '../blobs/readBlob';
import { isDigest } from '../model/reference';
import { RegistryError } from '../model/RegistryError';

/** What a manifest refers to. */
export interface ParsedManifest {
  mediaType: string;
  /** Manifests of an index. */
  children: BlobDescriptor[];
  /** Config and layers that have to be in the repository. */
  blobs: BlobDescriptor[];
  /** The manifest that this one signs or describes. */
  subject?: string;
  artifactType?: string;
  annotations?: Record<string, string>;
}

interface RawDescriptor {
  mediaType?: unknown;
  digest?: unknown;
  size?: unknown;
  urls?: unknown;
}

const MAX_ENTRIES = 10_000;

function descriptors(
  value: unknown,
  at: string,
  what: string,
): { descriptor: BlobDescriptor; raw: RawDescriptor }[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value) || value.length > MAX_ENTRIES) {
    throw new RegistryError({
      code: 'CORRUPT',
      message: `${what}: ${at} is not a list, or too long`,
    });
  }
  return value.map((raw: RawDescriptor | null, i) => {
    const { digest, size } = raw ?? {};
    if (
      !isDigest(digest) ||
      typeof size !== 'number' ||
      !Number.isSafeInteger(size) ||
      size < 0
    ) {
      throw new RegistryError({
        code: 'CORRUPT',
        message: `${what}: ${at}[${i}] has no valid digest and size`,
      });
    }
    return { descriptor: { digest, size }, raw: raw! };
  });
}

/** A layer that lies elsewhere: registries and clients take it from its `urls`, so it is kept but not copied. */
function isForeign({ urls }: RawDescriptor): boolean {
  return Array.isArray(urls) && urls.length > 0;
}

/**
 * Reads what has to be copied for a manifest.
 *
 * @param contentType - what the registry says it is; the manifest's own word wins
 * @throws RegistryError `UNSUPPORTED` for schema 1 and for what is no manifest, `CORRUPT` for nonsense
 */
export function parseManifest(
  bytes: Buffer,
  contentType: string,
  what: string,
): ParsedManifest {
  let json: Record<string, any> | undefined;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    // Reported below.
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new RegistryError({
      code: 'CORRUPT',
      message: `${what}: the manifest is not a JSON object`,
    });
  }
  if (
    json.schemaVersion === 1 ||
    [DOCKER_SCHEMA1, DOCKER_SCHEMA1_SIGNED].includes(contentType)
  ) {
    throw new RegistryError({
      code: 'UNSUPPORTED',
      message: `${what}: the image is in Docker's schema 1, which cannot be copied by digest`,
      hint: 'Pull the image and push it again with a current client, which converts it, then copy it.',
    });
  }
  const own =
    typeof json.mediaType === 'string' && json.mediaType
      ? json.mediaType
      : undefined;
  const guess = Array.isArray(json.manifests) ? OCI_INDEX : OCI_MANIFEST;
  const mediaType = own ?? (isManifestType(contentType) ? contentType : guess);
  const result: ParsedManifest = {
    mediaType,
    children: [],
    blobs: [],
    subject: isDigest(json.subject?.digest) ? json.subject.digest : undefined,
    artifactType: json.artifactType ?? json.config?.mediaType,
    annotations: json.annotations,
  };
  if (mediaType === OCI_INDEX || mediaType === DOCKER_LIST) {
    for (const { descriptor, raw } of descriptors(
      json.manifests,
      'manifests',
      what,
    )) {
      if (isManifestType(String(raw.mediaType ?? 'manifest'))) {
        result.children.push(descriptor);
      } else if (!isForeign(raw)) {
        result.blobs.push(descriptor);
      }
    }
    result.artifactType = json.artifactType;
    return result;
  }
  if (![OCI_MANIFEST, DOCKER_MANIFEST, OCI_ARTIFACT].includes(mediaType)) {
    throw new RegistryError({
      code: 'UNSUPPORTED',
      message: `${what}: manifests of type ${JSON.stringify(
        mediaType,
      )} are not known`,
    });
  }
  const parts =
    mediaType === OCI_ARTIFACT
      ? descriptors(json.blobs, 'blobs', what)
      : [
          ...descriptors([json.config], 'config', what),
          ...descriptors(json.layers, 'layers', what),
        ];
  result.blobs = parts
    .filter(({ raw }) => !isForeign(raw))
    .map(({ descriptor }) => descriptor);
  return result;
}
