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

const limits = { perCluster: 7, perNode: 3 };
const now = new Date('2026-01-01T00:00:00Z');
const filter = (
  kind: 'volume' | 'image',
  options: { running: RunningItem[]; concurrency: number },
) => claimFilter(kind, { ...options, limits, now });

describe('claimFilter', () => {
  it('counts a volume as one, all images of a migration as one, and neither for the other', () => {
    const volumes = { running, concurrency: 1 };
    expect(filter('volume', { running, concurrency: 2 })).toEqual({
      kind: 'volume',
      limits,
    });
    expect(filter('volume', volumes)).toBeUndefined();
    expect(filter('image', { running, concurrency: 3 })).toEqual({
      kind: 'image',
    });
  });

  it('goes on with the migrations whose images are being copied', () => {
    expect(filter('image', { running, concurrency: 2 })).toEqual({
      kind: 'image',
      migrationIds: ['a', 'b'],
    });
  });

  it('gives the slot of a volume that waits for its cluster to another, but not without end', () => {
    const waiting = (seconds: number): RunningItem => ({
      kind: 'volume',
      migrationId: 'a',
      waitingSince: new Date(now.getTime() - seconds * 1000),
    });
    const claims = (held: RunningItem[]) =>
      filter('volume', { running: held, concurrency: 2 }) !== undefined;
    expect(claims([waiting(5), waiting(5)])).toBe(false);
    expect(claims([waiting(60), waiting(5)])).toBe(true);
    expect(claims([waiting(60), waiting(60), waiting(60)])).toBe(true);
    expect(claims(Array.from({ length: 20 }, () => waiting(60)))).toBe(false);
  });
});
