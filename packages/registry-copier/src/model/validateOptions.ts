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

import { fail } from './fail';
import { parseHost } from './reference';
import type { PlanOptions, RegistryConfig } from './types';
import {
  validateCopy,
  validateExisting,
  validatePlatforms,
} from './validateCopy';
import type { ValidCopy } from './validateCopy';
import { validateRegistry } from './validateRegistry';

/** Slower than this, registries take a transfer for dead. */
const LEAST_BANDWIDTH = 65_536;

/** {@link PlanOptions} after checking. */
export interface ValidOptions {
  registries: Map<string, RegistryConfig>;
  copies: ValidCopy[];
  concurrency: number;
  bandwidthLimit?: number;
}

/** Which tags a copy writes, as far as that is known before it begins. */
function knownTags({ tags, digests }: ValidCopy): string[] | undefined {
  return tags && [...tags, ...digests.flatMap(({ tag }) => tag ?? [])];
}

function overlap(a: ValidCopy, b: ValidCopy): boolean {
  const [tagsOfA, tagsOfB] = [knownTags(a), knownTags(b)];
  return (
    a.target.host === b.target.host &&
    a.target.repository === b.target.repository &&
    (!tagsOfA || !tagsOfB || tagsOfA.some(tag => tagsOfB.includes(tag)))
  );
}

/**
 * Checks everything that can be checked before a byte moves.
 *
 * @throws RegistryError `INVALID_REFERENCE` with the `field` at fault
 */
export function validateOptions(options: PlanOptions): ValidOptions {
  if (typeof options.registries !== 'object' || options.registries === null) {
    fail('registries', 'must be an object keyed by host[:port]');
  }
  if (!Array.isArray(options.copies) || !options.copies.length) {
    fail('copies', 'must be a list with at least one repository');
  }
  const registries = new Map(
    Object.entries(options.registries).map(([key, config]) => [
      key.toLowerCase(),
      validateRegistry(key, config),
    ]),
  );
  const concurrency = options.concurrency ?? 8;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 64) {
    fail('concurrency', 'must be a whole number from 1 to 64');
  }
  const { bandwidthLimit } = options;
  if (
    bandwidthLimit !== undefined &&
    (!Number.isInteger(bandwidthLimit) || bandwidthLimit < LEAST_BANDWIDTH)
  ) {
    fail(
      'bandwidthLimit',
      `must be a whole number of bytes per second, ${LEAST_BANDWIDTH} or more`,
    );
  }
  const defaults = {
    existing: validateExisting(options.existing, 'existing') ?? 'overwrite',
    platforms: validatePlatforms(options.platforms, 'platforms'),
  };
  const endpoint = (host: string) => {
    const { hostname, port } = parseHost(host);
    return `${hostname}:${
      port ?? (registries.get(host)?.insecureHttp ? 80 : 443)
    }`;
  };
  const copies: ValidCopy[] = [];
  options.copies.forEach((copy, i) => {
    const at = `copies[${i}]`;
    const valid = validateCopy(copy, i, defaults);
    for (const side of ['source', 'target'] as const) {
      if (!registries.has(valid[side].host)) {
        fail(
          `${at}.${side}`,
          `the registry ${valid[side].host} is not in registries`,
          'Add an entry for it, even an empty one.',
        );
      }
    }
    if (
      valid.source.repository === valid.target.repository &&
      endpoint(valid.source.host) === endpoint(valid.target.host)
    ) {
      fail(
        `${at}.target`,
        `source and target are the same repository, ${copy.target}`,
      );
    }
    const other = copies.findIndex(earlier => overlap(earlier, valid));
    if (other >= 0) {
      fail(
        `${at}.target`,
        `copies[${other}] writes the same tags of ${copy.target}`,
        'Give each source a target of its own, or tags of its own.',
      );
    }
    copies.push(valid);
  });
  return { registries, copies, concurrency, bandwidthLimit };
}
