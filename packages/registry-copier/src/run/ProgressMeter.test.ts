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

import type { CopyProgress } from '../model/events';
import { ProgressMeter } from './ProgressMeter';

describe('ProgressMeter', () => {
  it('counts, takes back, and tells rate and time left no more often than asked', () => {
    let now = 0;
    const reports: CopyProgress[] = [];
    const meter = new ProgressMeter({
      intervalMs: 1000,
      report: progress => reports.push(progress),
      now: () => now,
    });
    meter.expect(10_000);
    meter.expect(10_000);
    expect(meter.flush()).toEqual({
      bytesDone: 0,
      bytesTotal: 20_000,
      filesDone: 0,
      filesTotal: 2,
      bytesPerSecond: 0,
    });
    for (now = 100; now <= 4_000; now += 100) {
      meter.move(100);
    }
    expect(reports).toHaveLength(5);
    expect(reports.at(-1)).toMatchObject({
      bytesDone: 4000,
      bytesPerSecond: 1000,
      etaSeconds: 16,
    });
    meter.move(-4000);
    expect(meter.current()).toMatchObject({ bytesDone: 0, bytesPerSecond: 0 });
    meter.move(20_000);
    meter.finish();
    meter.finish();
    expect(meter.flush()).toMatchObject({
      bytesDone: 20_000,
      filesDone: 2,
      etaSeconds: 0,
    });
  });

  it('forgets the rate of long ago', () => {
    let now = 0;
    const meter = new ProgressMeter({
      intervalMs: 1000,
      report: () => {},
      now: () => now,
    });
    meter.expect(1_000_000);
    for (now = 1000; now <= 5_000; now += 1000) {
      meter.move(10_000);
    }
    for (; now <= 30_000; now += 1000) {
      meter.move(1000);
    }
    expect(meter.current().bytesPerSecond).toBeLessThanOrEqual(1000);
  });
});
