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

import { TagPattern } from './TagPattern';

describe('TagPattern', () => {
  it.each([
    ['1.0', ['1.0'], ['1x0', '1.0.1', '11.0']],
    ['v*', ['v', 'v1', 'v1.2-rc'], ['1v', '']],
    ['*-rc*', ['1-rc', '1-rc2', '-rc'], ['1-r', '1rc']],
    ['v?.?', ['v1.2'], ['v1.22', 'v1.']],
    ['v[0-9]', ['v0', 'v9'], ['va', 'v10']],
    ['v[!0-9]', ['va', 'v_'], ['v1']],
    ['[ab-]x', ['ax', '-x'], ['cx']],
    ['*a*b*c', ['abc', 'xaxbxc', 'abcbc'], ['acb', 'abcx']],
    ['*', ['x'], []],
    ['**', ['', 'xyz'], []],
  ])('%s', (pattern, fitting, others) => {
    const compiled = new TagPattern(pattern);
    expect(fitting.filter(tag => !compiled.matches(tag))).toEqual([]);
    expect(others.filter(tag => compiled.matches(tag))).toEqual([]);
  });

  it('does not take for ever', () => {
    const pattern = new TagPattern(`${'*a'.repeat(60)}*b`);
    expect(pattern.matches('a'.repeat(128))).toBe(false);
  });

  it.each([
    ['', 'must be text'],
    [7, 'must be text'],
    ['x'.repeat(257), 'must be text'],
    ['v[0-9', '[ has no ]'],
    ['v[]', 'no character'],
    ['v[9-0]', 'wrong way round'],
    ['v[/]', 'that no tag has'],
    ['release/*', '"/"'],
    ['(a|b)', '"("'],
    ['v 1', '" "'],
  ])('refuses %j', (pattern, message) => {
    expect(() => new TagPattern(pattern)).toThrow(message);
  });
});
