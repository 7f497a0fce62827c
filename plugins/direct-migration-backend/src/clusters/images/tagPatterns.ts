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
    (!include.length || include.some(p => p.test(tag))) &&
    !exclude.some(p => p.test(tag));
}

/** A test of one character; `undefined` is the star. */
type Token = ((character: string) => boolean) | undefined;

function compile(
  pattern: string,
  field: string,
): { test(tag: string): boolean } {
  const tokens = tokenize(
    pattern,
    problem =>
      new MigrationError({
        code: 'INVALID_INPUT',
        kind: 'InputError',
        field,
        message: `'${pattern}' is not a pattern of tags: ${problem}`,
        hint: 'For example v1.*, *-rc? or 2.[0-9]; a whole tag has to match.',
      }),
  );
  return { test: tag => matches(tokens, tag) };
}

function tokenize(pattern: string, fail: (problem: string) => Error): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === '*') {
      tokens.push(undefined);
    } else if (character === '?') {
      tokens.push(() => true);
    } else if (character === '[') {
      const end = pattern.indexOf(']', i);
      if (end < 0) {
        throw fail(`the [ at ${i + 1} is not closed`);
      }
      tokens.push(readSet(pattern.slice(i + 1, end), fail));
      i = end;
    } else if (/[\w.-]/.test(character)) {
      tokens.push(other => other === character);
    } else {
      throw fail(`no tag can have the character ${JSON.stringify(character)}`);
    }
  }
  return tokens;
}

/** `abc`, `a-z`, `!a-z`; a `-` at either end is itself. */
function readSet(inside: string, fail: (problem: string) => Error): Token {
  const [, negated, members] = /^([!^]?)([\w.-]+)$/.exec(inside) ?? [];
  if (!members) {
    throw fail(`[${inside}] is not a set of characters of tags`);
  }
  const ranges = (members.match(/.-.|./g) ?? []).map(member => {
    const [from, to] = [member[0], member[member.length - 1]];
    if (from > to) {
      throw fail(`the range ${member} runs backwards`);
    }
    return { from, to };
  });
  return character =>
    ranges.some(({ from, to }) => from <= character && character <= to) !==
    Boolean(negated);
}

/** Not a regular expression: those take for ever on patterns of many stars. */
function matches(tokens: Token[], tag: string): boolean {
  let [token, at] = [0, 0];
  let star: { token: number; at: number } | undefined;
  while (at < tag.length) {
    if (token < tokens.length && tokens[token] === undefined) {
      star = { token, at };
      token += 1;
    } else if (tokens[token]?.(tag[at])) {
      token += 1;
      at += 1;
    } else if (star) {
      star.at += 1;
      token = star.token + 1;
      at = star.at;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every(rest => rest === undefined);
}
