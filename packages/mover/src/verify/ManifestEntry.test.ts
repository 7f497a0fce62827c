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

import {
  comparePaths,
  decodeEntry,
  encodeEntry,
  type ManifestEntry,
} from './ManifestEntry';

const entry: ManifestEntry = {
  path: 'with space/\n%25\xff/-',
  type: 'l',
  mode: '-',
  uid: '0',
  gid: '1',
  size: '-',
  mtime: '-1',
  hardLink: '-',
  attributes: '-',
  content: '-',
  target: '../a b\x00\xfe%',
};

describe('ManifestEntry', () => {
  it('survives its line, whatever bytes its names hold', () => {
    const line = encodeEntry(entry);
    expect(line).toMatch(/^[!-~]+( [!-~]+){10}$/);
    expect(decodeEntry(line)).toEqual(entry);
    expect(decodeEntry(`${line} more`)).toBeUndefined();
  });

  it('puts a folder before what is in it, and that before the next name', () => {
    const sorted = [
      'a',
      'a/-',
      'a/b',
      'a/b/c',
      'a-',
      'a-b',
      'a.b',
      'ab',
      '\xff',
    ];
    expect([...sorted].reverse().sort(comparePaths)).toEqual(sorted);
    expect(comparePaths('a', 'a')).toBe(0);
  });
});
