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

import { formatBytes, formatDuration, formatRate } from './format';

describe('format', () => {
  it.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [1_000, '1 kB'],
    [12_345_678, '12.3 MB'],
    [999_960, '1 MB'],
    [123_456_789_000, '123 GB'],
  ])('writes %p bytes as %p', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text);
  });

  it('writes rates', () => {
    expect(formatRate(2_400_000, 'en')).toBe('2.4 MB/s');
  });

  it.each([
    [0.2, '1 sec'],
    [59, '59 sec'],
    [61, '2 min'],
    [3_600, '1 hr'],
    [3_900, '1 hr 5 min'],
  ])('writes %p seconds as %p', (seconds, text) => {
    expect(formatDuration(seconds, 'en')).toBe(text);
  });
});
