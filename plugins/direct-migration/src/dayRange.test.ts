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

import { endOfDay, startOfDay } from './dayRange';

describe('startOfDay and endOfDay', () => {
  it('hold a whole day', () => {
    const start = startOfDay('2026-11-30')!;
    const end = endOfDay('2026-11-30')!;
    expect([start.getMonth(), start.getDate(), start.getHours()]).toEqual([
      10, 30, 0,
    ]);
    expect([end.getMonth(), end.getDate(), end.getHours()]).toEqual([11, 1, 0]);
  });

  it.each([undefined, '', 'yesterday', '2026-1-1', '26-11-2026'])(
    'leaves out %p',
    day => {
      expect(startOfDay(day)).toBeUndefined();
      expect(endOfDay(day)).toBeUndefined();
    },
  );
});
