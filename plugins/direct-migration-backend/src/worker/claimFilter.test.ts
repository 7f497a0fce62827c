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

import { claimFilter, type RunningItem } from './claimFilter';

const running: RunningItem[] = [
  { kind: 'volume', migrationId: 'a' },
  { kind: 'image', migrationId: 'a' },
  { kind: 'image', migrationId: 'a' },
  { kind: 'image', migrationId: 'b' },
];

describe('claimFilter', () => {
  it('counts a volume as one, all images of a migration as one, and neither for the other', () => {
    const volumes = { running, concurrency: 1 };
    expect(claimFilter('volume', { running, concurrency: 2 })).toEqual({
      kind: 'volume',
    });
    expect(claimFilter('volume', volumes)).toBeUndefined();
    expect(claimFilter('image', { running, concurrency: 3 })).toEqual({
      kind: 'image',
    });
  });

  it('goes on with the migrations whose images are being copied', () => {
    expect(claimFilter('image', { running, concurrency: 2 })).toEqual({
      kind: 'image',
      migrationIds: ['a', 'b'],
    });
  });
});
