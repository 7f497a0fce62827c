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

import { isIPv6 } from 'node:net';
import { RegistryError } from './RegistryError';

const HOST =
  /^(?:\[([0-9a-fA-F:.]+)\]|([a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*))(?::(\d{1,5}))?$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** A repository in a registry. */
export interface RepositoryReference {
  /** `host[:port]`, lower case. */
  host: string;
  /** Path inside the registry. */
  repository: string;
}

function invalid(
  message: string,
  field?: string,
  hint?: string,
): RegistryError {
  return new RegistryError({ code: 'INVALID_REFERENCE', message, field, hint });
}

/**
 * Reads `host[:port]`, lower-cased.
 *
 * @throws RegistryError `INVALID_REFERENCE`
 */
export function parseHost(
  input: string,
  field?: string,
): { host: string; hostname: string; port?: number } {
  const match = typeof input === 'string' ? HOST.exec(input) : undefined;
  const port = match?.[3] === undefined ? undefined : Number(match[3]);
  if (
    !match ||
    (match[1] && !isIPv6(match[1])) ||
    port === 0 ||
    (port ?? 0) > 65535
  ) {
    throw invalid(
      `${JSON.stringify(input)} is not a registry: expected host[:port]`,
      field,
    );
  }
  return {
    host: input.toLowerCase(),
    hostname: (match[1] ?? match[2]).toLowerCase(),
    port,
  };
}

/**
 * Reads `host[:port]/path`.
 *
 * @throws RegistryError `INVALID_REFERENCE`; also for references with a tag or digest
 */
export function parseRepository(
  input: string,
  field?: string,
): RepositoryReference {
  const slash = typeof input === 'string' ? input.indexOf('/') : -1;
  if (slash < 1) {
    throw invalid(
      `${JSON.stringify(input)} is not a repository: expected host[:port]/path`,
      field,
      'Name the registry too, for example registry.example.com/shop/web.',
    );
  }
  const { host } = parseHost(input.slice(0, slash), field);
  const repository = input.slice(slash + 1);
  if (/[:@]/.test(repository)) {
    throw invalid(
      `${JSON.stringify(input)} names a tag or digest`,
      field,
      'Give the repository alone, and the tags in `tags`.',
    );
  }
  if (
    repository.length > 255 ||
    !repository.split('/').every(part => COMPONENT.test(part))
  ) {
    throw invalid(
      `${JSON.stringify(input)} is not a repository: the path ${JSON.stringify(
        repository,
      )} is not valid`,
      field,
      'A path has lower-case letters, digits and . _ - between them, parted by /, and at most 255 characters.',
    );
  }
  return { host, repository };
}

/** Whether the text can be a tag. */
export function isTag(text: unknown): text is string {
  return typeof text === 'string' && TAG.test(text);
}

/** Whether the text is a digest that this package can verify: sha256 or sha512. */
export function isDigest(text: unknown): text is string {
  return typeof text === 'string' && DIGEST.test(text);
}
