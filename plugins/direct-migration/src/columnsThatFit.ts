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

/**
 * Which columns a table has room for.
 *
 * @param needs - what each of them takes in CSS pixels, the most telling first
 * @param options - `room`: of the table, in CSS pixels; `atLeast`: so many there are in any case
 * @returns the first ones, up to the one that does not fit any more
 */
export function columnsThatFit<T extends string>(
  needs: Partial<Record<T, number>>,
  options: { room: number; atLeast: number },
): T[] {
  let taken = 0;
  const ids = Object.keys(needs) as T[];
  const end = ids.findIndex((id, index) => {
    taken += needs[id]!;
    return index >= options.atLeast && taken > options.room;
  });
  return end < 0 ? ids : ids.slice(0, end);
}
