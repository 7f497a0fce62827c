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

import { expandVariables, rewritePaths } from './rewritePaths';

describe('rewritePaths', () => {
  const mappings = [
    { from: '/data', to: '/run/v/data' },
    { from: '/data/inner/', to: '/run/v/inner' },
    { from: '/dev/termination-log', to: '/run/t' },
  ];

  it.each([
    ['/data', '/run/v/data'],
    ['/data/', '/run/v/data/'],
    ['/data/a b', '/run/v/data/a b'],
    ['/data/inner/x', '/run/v/inner/x'],
    ['--data=/data/x', '--data=/run/v/data/x'],
    ['-d=/data', '-d=/run/v/data'],
    ['/dev/termination-log', '/run/t'],
    ['/database', '/database'],
    ['--name=/database', '--name=/database'],
    ['see /data', 'see /data'],
    ['host:/data', 'host:/data'],
  ])('rewrites %s to %s', (value, expected) => {
    expect(rewritePaths(value, mappings)).toBe(expected);
  });
});

describe('expandVariables', () => {
  it('expands what is known and leaves the rest', () => {
    const variables = { A: '1', EMPTY: '' };
    expect(
      expandVariables(
        '$(A)$(EMPTY)$(B) $A $$(A) $$$(A) constructor',
        variables,
      ),
    ).toBe('1$(B) $A $(A) $1 constructor');
    expect(expandVariables('$(constructor)', variables)).toBe('$(constructor)');
  });
});
