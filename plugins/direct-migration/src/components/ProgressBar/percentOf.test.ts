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

import { percentOf } from './percentOf';

describe('percentOf', () => {
  it('is 100 only for what succeeded', () => {
    const all = {
      bytesDone: 10,
      bytesTotal: 10,
      filesDone: 1,
      filesTotal: 1,
    };
    expect(percentOf('running', all)).toBe(99);
    expect(percentOf('failed', all)).toBe(99);
    expect(percentOf('succeeded', undefined)).toBe(100);
  });

  it('counts files where there are no bytes to copy', () => {
    const empty = {
      bytesDone: 0,
      bytesTotal: 0,
      filesDone: 1,
      filesTotal: 4,
    };
    expect(percentOf('running', empty)).toBe(25);
  });

  it('is unknown without a total', () => {
    expect(
      percentOf('running', { bytesDone: 5, filesDone: 1 }),
    ).toBeUndefined();
    expect(percentOf('running', undefined)).toBeUndefined();
    expect(percentOf('failed', { bytesDone: 5, filesDone: 1 })).toBeUndefined();
    expect(percentOf('queued', undefined)).toBe(0);
    expect(percentOf('queued', { bytesDone: 0, filesDone: 0 })).toBe(0);
  });
});
