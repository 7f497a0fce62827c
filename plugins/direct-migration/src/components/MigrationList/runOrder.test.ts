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

import { toOrder, toSortDescriptor } from './runOrder';

const by = (column: string, direction: 'ascending' | 'descending') => ({
  column,
  direction,
});

describe('the order of runs', () => {
  it('is newest first by itself', () => {
    expect(toSortDescriptor({})).toEqual(by('createdAt', 'descending'));
    expect(toSortDescriptor({ orderBy: 'bytes', order: 'asc' })).toEqual(
      by('bytes', 'ascending'),
    );
  });

  it.each([
    ['planName', { orderBy: 'planName', order: 'asc' }],
    ['duration', { orderBy: 'duration', order: undefined }],
    ['bytes', { orderBy: 'bytes', order: undefined }],
  ])('begins by %s with what one looks for', (column, order) => {
    expect(toOrder(by('state', 'ascending'), by(column, 'ascending'))).toEqual(
      order,
    );
  });

  it('turns around, and leaves out what the list does by itself', () => {
    expect(
      toOrder(by('createdAt', 'descending'), by('createdAt', 'ascending')),
    ).toEqual({ orderBy: undefined, order: 'asc' });
    expect(
      toOrder(by('createdAt', 'ascending'), by('createdAt', 'descending')),
    ).toEqual({ orderBy: undefined, order: undefined });
    expect(
      toOrder(by('bytes', 'descending'), by('createdAt', 'ascending')),
    ).toEqual({ orderBy: undefined, order: undefined });
  });
});
