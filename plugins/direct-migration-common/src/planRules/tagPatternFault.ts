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

import type { PlanRule } from './PlanProblem';

/** Longer than any tag. */
const MAX_LENGTH = 256;
/** What can stand in a tag. */
const TAG_CHARACTERS = /^[\w.-]+$/;

/** Which rule a pattern of tags breaks. @internal */
export interface TagPatternFault {
  rule: Extract<PlanRule, `tagPattern${string}`>;
  values?: Record<string, string | number>;
}

/** What is wrong with `[…]`, given what stands between. */
function classFault(text: string): TagPatternFault | undefined {
  const members = text.replace(/^[!^]/, '');
  for (let i = 0; i < members.length; i++) {
    const isRange = members[i + 1] === '-' && i + 2 < members.length;
    const [from, to] = [members[i], isRange ? members[i + 2] : members[i]];
    if (from > to) {
      return { rule: 'tagPatternRange', values: { from, to } };
    }
    if (!TAG_CHARACTERS.test(from + to)) {
      return { rule: 'tagPatternMember', values: { members: text } };
    }
    i += isRange ? 2 : 0;
  }
  return members ? undefined : { rule: 'tagPatternEmpty' };
}

/**
 * What is wrong with a glob of tags: `*`, `?`, `[abc]`, `[a-z]`, `[!a-z]` and characters of tags. The copier reads patterns
 * by the same rules.
 *
 * @internal
 */
export function tagPatternFault(pattern: string): TagPatternFault | undefined {
  if (!pattern || pattern.length > MAX_LENGTH) {
    return { rule: 'tagPatternLength', values: { max: MAX_LENGTH } };
  }
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '[') {
      const end = pattern.indexOf(']', i + 1);
      if (end < 0) {
        return { rule: 'tagPatternOpen' };
      }
      const fault = classFault(pattern.slice(i + 1, end));
      if (fault) {
        return fault;
      }
      i = end;
    } else if (char !== '*' && char !== '?' && !TAG_CHARACTERS.test(char)) {
      return {
        rule: 'tagPatternCharacter',
        values: { character: JSON.stringify(char) },
      };
    }
  }
  return undefined;
}
