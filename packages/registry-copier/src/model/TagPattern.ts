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

type Token = '*' | '?' | ((char: string) => boolean);

/** Longer than any tag. */
const MAX_LENGTH = 256;

/** What can stand in a tag. */
const TAG_CHARACTERS = /^[\w.-]+$/;

function readClass(text: string): (char: string) => boolean {
  const negated = /^[!^]/.test(text);
  const members = negated ? text.slice(1) : text;
  const ranges: [string, string][] = [];
  for (let i = 0; i < members.length; i++) {
    const isRange = members[i + 1] === '-' && i + 2 < members.length;
    const [from, to] = [members[i], isRange ? members[i + 2] : members[i]];
    if (from > to) {
      throw new Error(`the range ${from}-${to} is the wrong way round`);
    }
    if (!TAG_CHARACTERS.test(from + to)) {
      throw new Error(`[${text}] holds a character that no tag has`);
    }
    ranges.push([from, to]);
    i += isRange ? 2 : 0;
  }
  if (!ranges.length) {
    throw new Error('[] holds no character');
  }
  return char =>
    ranges.some(([from, to]) => from <= char && char <= to) !== negated;
}

function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '[') {
      const end = text.indexOf(']', i + 1);
      if (end < 0) {
        throw new Error('[ has no ]');
      }
      tokens.push(readClass(text.slice(i + 1, end)));
      i = end;
    } else if (char === '*' || char === '?') {
      tokens.push(char);
    } else if (TAG_CHARACTERS.test(char)) {
      tokens.push(other => other === char);
    } else {
      throw new Error(`no tag has the character ${JSON.stringify(char)}`);
    }
  }
  return tokens;
}

/**
 * A glob over tags: `*` any characters, `?` one, `[a-z]` one of these, `[!a-z]` one of the others. It covers the whole
 * tag. Matching takes time in proportion to both lengths, whatever the pattern.
 *
 * @public
 */
export class TagPattern {
  readonly #tokens: Token[];

  /** @throws Error that says what is wrong with the pattern, without naming it */
  constructor(text: unknown) {
    if (typeof text !== 'string' || !text || text.length > MAX_LENGTH) {
      throw new Error(`must be text of 1 to ${MAX_LENGTH} characters`);
    }
    this.#tokens = readTokens(text);
  }

  /** Whether the whole tag fits. */
  matches(tag: string): boolean {
    const tokens = this.#tokens;
    let at = 0;
    let i = 0;
    /** Where the last `*` stands, and how far it reaches so far. */
    let star = -1;
    let reach = 0;
    while (at < tag.length) {
      const token = tokens[i];
      if (token === '*') {
        star = i;
        reach = at;
        i += 1;
      } else if (
        token === '?' ||
        (typeof token === 'function' && token(tag[at]))
      ) {
        i += 1;
        at += 1;
      } else if (star >= 0) {
        reach += 1;
        at = reach;
        i = star + 1;
      } else {
        return false;
      }
    }
    return tokens.slice(i).every(token => token === '*');
  }
}
