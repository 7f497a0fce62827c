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

import { sayRule } from './sayRule';
import { tagPatternFault } from './tagPatternFault';

/** With what the texts of these rules begin. */
const ABOUT = "'{{value}}' is not a pattern of tags: ";

/**
 * What is wrong with a glob of tags, in words: `*`, `?`, `[abc]`, `[a-z]`, `[!a-z]` and characters of tags.
 *
 * @returns `undefined` when nothing is
 * @public
 */
export function tagPatternMistake(pattern: string): string | undefined {
  const fault = tagPatternFault(pattern);
  if (!fault) {
    return undefined;
  }
  const texts = Object.fromEntries(
    Object.entries(fault.values ?? {}).map(([name, value]) => [
      name,
      String(value),
    ]),
  );
  return sayRule(fault.rule, texts).message.replace(ABOUT, '');
}
