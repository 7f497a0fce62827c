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

import { columnsThatFit } from './columnsThatFit';

describe('columnsThatFit', () => {
  const needs = { name: 200, state: 150, date: 130, bytes: 20 };

  it.each([
    [499, ['name', 'state', 'date']],
    [500, ['name', 'state', 'date', 'bytes']],
    [480, ['name', 'state', 'date']],
    // Nothing less telling instead of it.
    [479, ['name', 'state']],
    [100, ['name', 'state']],
  ])('has of %i px', (room, ids) => {
    expect(columnsThatFit(needs, { room, atLeast: 2 })).toEqual(ids);
  });
});
