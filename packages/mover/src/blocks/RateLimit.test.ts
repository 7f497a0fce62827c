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

import { RateLimit } from './RateLimit';

describe('RateLimit', () => {
  it('spaces what is sent, and does not save up what was not used', () => {
    let now = 0;
    const limit = new RateLimit(1000, () => now);
    expect(limit.reserve(500)).toBe(0);
    expect(limit.reserve(500)).toBe(500);
    expect(limit.reserve(500)).toBe(1000);
    now = 60_000;
    expect(limit.reserve(500)).toBe(0);
    expect(limit.reserve(500)).toBe(500);
  });

  it('is none without a figure', () => {
    const limit = new RateLimit(undefined);
    expect(limit.reserve(1e12)).toBe(0);
    expect(limit.reserve(1e12)).toBeLessThan(1);
  });
});
