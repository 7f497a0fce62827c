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

import { niceTicks } from './niceTicks';

describe('niceTicks', () => {
  it.each([
    [0, 1, [0, 1]],
    [0, 0, [0, 1]],
    [1, 1, [0, 1]],
    [3, 1, [0, 1, 2, 3]],
    [7, 1, [0, 2, 4, 6, 8]],
    [100, 1, [0, 50, 100]],
    [1, 0, [0, 0.5, 1]],
    [4_800_000, 0, [0, 2_000_000, 4_000_000, 6_000_000]],
    [Number.NaN, 1, [0, 1]],
  ])('of %p by at least %p', (max, minStep, ticks) => {
    expect(niceTicks(max, minStep)).toEqual(ticks);
  });
});
