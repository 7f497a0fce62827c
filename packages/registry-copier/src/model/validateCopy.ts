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
import { Platform } from './Platform';
import { isDigest, isTag, parseRepository } from './reference';
import type { RepositoryReference } from './reference';
import { TagPattern } from './TagPattern';
import type { DigestCopy, ExistingTagPolicy, ImageCopy } from './types';

/** An {@link ImageCopy} whose parts are known to be good. */
export interface ValidCopy {
  /** Place in `copies`. */
  index: number;
  copy: ImageCopy;
  source: RepositoryReference;
  target: RepositoryReference;
  tags?: string[];
  includes?: TagPattern[];
  excludes: TagPattern[];
  digests: DigestCopy[];
  /** All if empty. */
  platforms: Platform[];
  existing: ExistingTagPolicy;
}

/** What a copy takes over where it says nothing itself. */
export interface CopyDefaults {
  platforms: Platform[];
  existing: ExistingTagPolicy;
}

const TAG_HINT =
  'A tag has at most 128 letters, digits and _ . - and begins with none of . -';

function list(value: unknown, field: string, of: string): unknown[] {
  if (value !== undefined && !Array.isArray(value)) {
    fail(field, `must be a list of ${of}`, 'Leave it out for all.');
  }
  return (value as unknown[] | undefined) ?? [];
}

function checkTag(tag: unknown, field: string): asserts tag is string {
  if (!isTag(tag)) {
    fail(field, `${JSON.stringify(tag)} is not a tag`, TAG_HINT);
  }
}

function each<T>(value: unknown, field: string, read: (item: any) => T): T[] {
  return list(value, field, 'text').map((item, i) => {
    try {
      return read(item);
    } catch (error) {
      return fail(`${field}[${i}]`, (error as Error).message);
    }
  });
}

function patterns(value: unknown, field: string): TagPattern[] {
  return each(value, field, item => {
    try {
      return new TagPattern(item);
    } catch (error) {
      throw new Error(
        `${JSON.stringify(item)} is not a pattern: ${(error as Error).message}`,
      );
    }
  });
}

function validateDigests(value: unknown, field: string): DigestCopy[] {
  return list(value, field, 'digests').map((item, i) => {
    const { digest, tag } = (item ?? {}) as DigestCopy;
    if (!isDigest(digest)) {
      fail(
        `${field}[${i}].digest`,
        `${JSON.stringify(digest)} is not a digest`,
        'Give sha256: and 64 hexadecimal digits.',
      );
    }
    if (tag !== undefined) {
      checkTag(tag, `${field}[${i}].tag`);
    }
    return { digest, tag };
  });
}

/** @throws RegistryError `INVALID_REFERENCE` */
export function validateExisting(
  value: unknown,
  field: string,
): ExistingTagPolicy | undefined {
  if (
    value !== undefined &&
    !['overwrite', 'refuse', 'skip'].includes(value as string)
  ) {
    fail(
      field,
      `must be overwrite, refuse or skip, not ${JSON.stringify(value)}`,
    );
  }
  return value as ExistingTagPolicy | undefined;
}

/** @throws RegistryError `INVALID_REFERENCE` */
export function validatePlatforms(value: unknown, field: string): Platform[] {
  return each(value, field, item => new Platform(item));
}

/**
 * Checks one copy by itself.
 *
 * @throws RegistryError `INVALID_REFERENCE` with the `field` at fault
 */
export function validateCopy(
  copy: ImageCopy,
  index: number,
  defaults: CopyDefaults,
): ValidCopy {
  const at = `copies[${index}]`;
  if (typeof copy !== 'object' || copy === null) {
    fail(at, 'must be an object with source and target');
  }
  const source = parseRepository(copy.source, `${at}.source`);
  const target = parseRepository(copy.target, `${at}.target`);
  const tags = list(copy.tags, `${at}.tags`, 'tags').map((tag, i) => {
    checkTag(tag, `${at}.tags[${i}]`);
    return tag;
  });
  if (copy.tags && copy.includeTags) {
    fail(
      `${at}.includeTags`,
      'cannot be given together with tags',
      'Give the tags themselves or patterns of them.',
    );
  }
  const includes = patterns(copy.includeTags, `${at}.includeTags`);
  if (copy.includeTags && !includes.length) {
    fail(
      `${at}.includeTags`,
      'holds no pattern',
      'Leave it out to copy all tags.',
    );
  }
  return {
    index,
    copy,
    source,
    target,
    ...(copy.tags ? { tags: [...new Set(tags)] } : {}),
    ...(copy.includeTags ? { includes } : {}),
    excludes: patterns(copy.excludeTags, `${at}.excludeTags`),
    digests: validateDigests(copy.digests, `${at}.digests`),
    platforms: copy.platforms
      ? validatePlatforms(copy.platforms, `${at}.platforms`)
      : defaults.platforms,
    existing:
      validateExisting(copy.existing, `${at}.existing`) ?? defaults.existing,
  };
}
