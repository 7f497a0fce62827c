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

import { TagPattern } from '@direct-migration/registry-copier';
import { MigrationError } from '../../errors/MigrationError';

/** Which tags are meant. @internal */
export interface TagPatterns {
  /** Globs; without any, every tag. */
  includeTags?: string[];
  /** Globs. */
  excludeTags?: string[];
}

/**
 * @throws MigrationError unless the value is a glob of tags: `*`, `?`, `[abc]`, `[a-z]`, `[!a-z]` and characters of tags
 * @internal
 */
export function checkTagPattern(pattern: string, field: string): void {
  compile(pattern, field);
}

/**
 * Makes a test of tags out of patterns, which match whole tags.
 *
 * @throws MigrationError with the pattern at fault, `includeTags[0]`
 * @internal
 */
export function tagFilter(patterns: TagPatterns): (tag: string) => boolean {
  const read = (name: keyof TagPatterns) =>
    (patterns[name] ?? []).map((pattern, index) =>
      compile(pattern, `${name}[${index}]`),
    );
  const include = read('includeTags');
  const exclude = read('excludeTags');
  return tag =>
    (!include.length || include.some(p => p.matches(tag))) &&
    !exclude.some(p => p.matches(tag));
}

function compile(pattern: string, field: string): TagPattern {
  try {
    return new TagPattern(pattern);
  } catch (error) {
    throw new MigrationError({
      code: 'INVALID_INPUT',
      kind: 'InputError',
      field,
      message: `'${pattern}' is not a pattern of tags: ${
        (error as Error).message
      }`,
      hint: 'For example v1.*, *-rc? or 2.[0-9]; a whole tag has to match.',
      cause: error,
    });
  }
}
