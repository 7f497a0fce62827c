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

import { MoverError } from '../errors/MoverError';
import type { PathFilters } from '../filter/PathFilter';
import type { LossKind } from '../inspect/VolumeInspection';

/** What the content is digested with. */
export const ALGORITHM = 'sha256';

/** How both sides read their volume, so that the two manifests can be compared. */
export interface ManifestParameters {
  version: 2;
  algorithm: typeof ALGORITHM;
  /** Chooses the sample. */
  seed: string;
  /** Share of the files whose content is read, 0 to 1. */
  share: number;
  /** Bytes that are read in one place of a large file of the sample. */
  block: number;
  nanoseconds: boolean;
  owner: boolean;
  /** Only the attributes that can be set without being root. */
  userXattrsOnly: boolean;
  /** Kinds that the target keeps of no file. */
  lacks: LossKind[];
  /** Extended attributes are compared. */
  attributes: boolean;
  /** Large files of the sample too are read to their ends. */
  wholeFiles: boolean;
  filters: PathFilters;
}

function isFilters(value: unknown): value is PathFilters {
  const { include, exclude } = (value ?? {}) as Partial<PathFilters>;
  return [include, exclude].every(
    list =>
      Array.isArray(list) && list.every(pattern => typeof pattern === 'string'),
  );
}

/**
 * Reads the parameters that came over the network.
 * @throws MoverError `CONFIG_INVALID`
 */
export function parseManifestParameters(text: string): ManifestParameters {
  let value: Partial<ManifestParameters> = {};
  try {
    value = JSON.parse(text) ?? {};
  } catch {
    // said below
  }
  const { version, algorithm, seed, share, block, nanoseconds, owner } = value;
  if (
    version === 2 &&
    algorithm === ALGORITHM &&
    typeof seed === 'string' &&
    /^[0-9a-f]{1,64}$/.test(seed) &&
    typeof share === 'number' &&
    share >= 0 &&
    share <= 1 &&
    Number.isInteger(block) &&
    Number(block) > 0 &&
    typeof nanoseconds === 'boolean' &&
    typeof owner === 'boolean' &&
    typeof value.userXattrsOnly === 'boolean' &&
    typeof value.attributes === 'boolean' &&
    typeof value.wholeFiles === 'boolean' &&
    Array.isArray(value.lacks) &&
    isFilters(value.filters)
  ) {
    return value as ManifestParameters;
  }
  throw new MoverError({
    code: 'CONFIG_INVALID',
    message: `The sender asks for a manifest in a way that this receiver does not know: ${text.slice(
      0,
      200,
    )}`,
    hint: 'Use the same mover image on both sides.',
  });
}
