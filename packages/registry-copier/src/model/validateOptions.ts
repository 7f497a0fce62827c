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

import { X509Certificate } from 'node:crypto';
import { RegistryError } from './RegistryError';
import { isTag, parseHost, parseRepository } from './reference';
import type { RepositoryReference } from './reference';
import type {
  ExistingTagPolicy,
  ImageCopy,
  PlanOptions,
  RegistryConfig,
} from './types';

/** An {@link ImageCopy} whose parts are known to be good. */
export interface ValidCopy {
  /** Place in `copies`. */
  index: number;
  copy: ImageCopy;
  source: RepositoryReference;
  target: RepositoryReference;
  tags?: string[];
}

/** {@link PlanOptions} after checking. */
export interface ValidOptions {
  registries: Map<string, RegistryConfig>;
  copies: ValidCopy[];
  concurrency: number;
  existing: ExistingTagPolicy;
}

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

function fail(field: string, message: string, hint?: string): never {
  throw new RegistryError({
    code: 'INVALID_REFERENCE',
    message: `${field}: ${message}`,
    field,
    hint,
  });
}

function validateRegistry(key: string, config: RegistryConfig): RegistryConfig {
  const at = `registries[${JSON.stringify(key)}]`;
  parseHost(key, at);
  if (typeof config !== 'object' || config === null) {
    fail(at, 'must be an object');
  }
  for (const name of ['ca', 'username', 'password', 'address'] as const) {
    if (config[name] !== undefined && typeof config[name] !== 'string') {
      fail(`${at}.${name}`, 'must be text');
    }
  }
  if (config.ca !== undefined) {
    const blocks = config.ca.match(CERTIFICATE) ?? [];
    try {
      blocks.forEach(block => new X509Certificate(block));
    } catch {
      blocks.length = 0;
    }
    if (!blocks.length) {
      fail(
        `${at}.ca`,
        'is not a PEM certificate',
        'Give the text between and with -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----.',
      );
    }
  }
  if (config.username !== undefined && /[:\p{Cc}]/u.test(config.username)) {
    fail(`${at}.username`, 'must not hold a colon or control characters');
  }
  if ((config.username === undefined) !== (config.password === undefined)) {
    fail(
      `${at}.${config.username === undefined ? 'username' : 'password'}`,
      'is missing: user name and password go together',
    );
  }
  if (config.address !== undefined) {
    parseHost(config.address, `${at}.address`);
  }
  return config;
}

function validateTags(tags: unknown, field: string): string[] | undefined {
  if (tags === undefined) {
    return undefined;
  }
  if (!Array.isArray(tags)) {
    fail(field, 'must be a list of tags', 'Leave it out to copy all tags.');
  }
  tags.forEach((tag, i) => {
    if (!isTag(tag)) {
      fail(
        `${field}[${i}]`,
        `${JSON.stringify(tag)} is not a tag`,
        'A tag has at most 128 letters, digits and _ . - and begins with none of . -',
      );
    }
  });
  return [...new Set<string>(tags)];
}

function overlap(a: ValidCopy, b: ValidCopy): boolean {
  return (
    a.target.host === b.target.host &&
    a.target.repository === b.target.repository &&
    (!a.tags || !b.tags || a.tags.some(tag => b.tags!.includes(tag)))
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
  const existing = options.existing ?? 'overwrite';
  if (!['overwrite', 'refuse', 'skip'].includes(existing)) {
    fail(
      'existing',
      `must be overwrite, refuse or skip, not ${JSON.stringify(existing)}`,
    );
  }
  const endpoint = (host: string) => {
    const { hostname, port } = parseHost(host);
    return `${hostname}:${
      port ?? (registries.get(host)?.insecureHttp ? 80 : 443)
    }`;
  };
  const copies: ValidCopy[] = [];
  options.copies.forEach((copy, i) => {
    const at = `copies[${i}]`;
    if (typeof copy !== 'object' || copy === null) {
      fail(at, 'must be an object with source and target');
    }
    const valid: ValidCopy = {
      index: i,
      copy,
      source: parseRepository(copy.source, `${at}.source`),
      target: parseRepository(copy.target, `${at}.target`),
      tags: validateTags(copy.tags, `${at}.tags`),
    };
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
  return { registries, copies, concurrency, existing };
}
