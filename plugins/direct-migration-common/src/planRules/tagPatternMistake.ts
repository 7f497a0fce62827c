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

/** Longer than any tag. */
const MAX_LENGTH = 256;
/** What can stand in a tag. */
const TAG_CHARACTERS = /^[\w.-]+$/;

/** What is wrong with `[…]`, given what stands between. */
function classMistake(text: string): string | undefined {
  const members = text.replace(/^[!^]/, '');
  for (let i = 0; i < members.length; i++) {
    const isRange = members[i + 1] === '-' && i + 2 < members.length;
    const [from, to] = [members[i], isRange ? members[i + 2] : members[i]];
    if (from > to) {
      return `the range ${from}-${to} is the wrong way round`;
    }
    if (!TAG_CHARACTERS.test(from + to)) {
      return `[${text}] holds a character that no tag has`;
    }
    i += isRange ? 2 : 0;
  }
  return members ? undefined : '[] holds no character';
}

/**
 * What is wrong with a glob of tags: `*`, `?`, `[abc]`, `[a-z]`, `[!a-z]` and characters of tags. The copier reads patterns
 * by the same rules.
 *
 * @returns `undefined` when nothing is
 * @public
 */
export function tagPatternMistake(pattern: string): string | undefined {
  if (!pattern || pattern.length > MAX_LENGTH) {
    return `must be text of 1 to ${MAX_LENGTH} characters`;
  }
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '[') {
      const end = pattern.indexOf(']', i + 1);
      if (end < 0) {
        return '[ has no ]';
      }
      const mistake = classMistake(pattern.slice(i + 1, end));
      if (mistake) {
        return mistake;
      }
      i = end;
    } else if (char !== '*' && char !== '?' && !TAG_CHARACTERS.test(char)) {
      return `no tag has the character ${JSON.stringify(char)}`;
    }
  }
  return undefined;
}
