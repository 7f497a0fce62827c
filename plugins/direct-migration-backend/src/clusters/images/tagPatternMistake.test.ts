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

import { tagPatternMistake } from '@direct-migration/backstage-plugin-direct-migration-common';
import { TagPattern } from '@direct-migration/registry-copier';

/** What the copier says of a pattern. */
function refusal(pattern: string): string | undefined {
  try {
    return new TagPattern(pattern) && undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('tagPatternMistake', () => {
  it.each([
    '*',
    'v1.?',
    '[a-c]x',
    '[!a-c_.-]',
    '[]',
    '[!]',
    '[',
    'a[b',
    '[c-a]',
    '[/]',
    'a/b',
    'ä',
    ' ',
    '',
    'x'.repeat(256),
    'x'.repeat(257),
  ])('says of %j what the copier says', pattern => {
    expect(tagPatternMistake(pattern)).toBe(refusal(pattern));
  });
});
