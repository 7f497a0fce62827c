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

import { checkTagPattern, tagFilter } from './tagPatterns';

describe('patterns of tags', () => {
  const tags = ['latest', '1.0', '1.0-rc1', '1.1', '2.0', 'v2-rc', 'a_b'];
  const chosen = (includeTags?: string[], excludeTags?: string[]) =>
    tags.filter(tagFilter({ includeTags, excludeTags }));

  it.each<[string, string[]]>([
    ['*', tags],
    ['latest', ['latest']],
    ['late', []],
    ['1.?', ['1.0', '1.1']],
    // The dot is a dot.
    ['1?0', ['1.0']],
    ['1.*', ['1.0', '1.0-rc1', '1.1']],
    ['*-rc*', ['1.0-rc1', 'v2-rc']],
    ['*rc', ['v2-rc']],
    ['**.0', ['1.0', '2.0']],
    ['[12].[0-9]', ['1.0', '1.1', '2.0']],
    ['[!0-9]*', ['latest', 'v2-rc', 'a_b']],
    ['[^0-9]*', ['latest', 'v2-rc', 'a_b']],
    ['*[-_]*', ['1.0-rc1', 'v2-rc', 'a_b']],
    ['a[_-]b', ['a_b']],
    ['????????', []],
  ])('%s', (pattern, expected) => {
    expect(chosen([pattern])).toEqual(expected);
  });

  it('takes what one of them includes and none excludes', () => {
    expect(chosen(['1.*', '2.*'], ['*-rc*'])).toEqual(['1.0', '1.1', '2.0']);
    expect(chosen(undefined, ['[0-9]*'])).toEqual(['latest', 'v2-rc', 'a_b']);
    expect(chosen([], [])).toEqual(tags);
  });

  it('answers on a pattern made to take for ever', () => {
    const filter = tagFilter({ includeTags: ['*a'.repeat(60)] });
    expect(filter(`${'a'.repeat(127)}b`)).toBe(false);
    expect(filter('a'.repeat(128))).toBe(true);
  });

  it.each<[string, RegExp]>([
    ['v1.[0-9', /\[ has no \]/],
    ['[]', /\[\] holds no character/],
    ['[!]', /\[\] holds no character/],
    ['[z-a]', /the range z-a is the wrong way round/],
    ['1.0]', /character "\]"/],
    ['shop/web', /character "\/"/],
    ['{a,b}', /character "\{"/],
    ['a b', /character " "/],
    ['1.0\\*', /character "\\\\"/],
  ])('refuses %s', (pattern, message) => {
    expect(() => checkTagPattern(pattern, 'images[0].includeTags[1]')).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        field: 'images[0].includeTags[1]',
        message: expect.stringMatching(message),
        hint: expect.any(String),
      }),
    );
    expect(() => tagFilter({ excludeTags: ['ok', pattern] })).toThrow(
      expect.objectContaining({ field: 'excludeTags[1]' }),
    );
  });
});
