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

/** Start of a day in the reader's own time zone; `undefined` unless it is a day such as `2026-11-24`. */
export function startOfDay(day: string | undefined): Date | undefined {
  return atMidnight(day, 0);
}

/** Start of the day after. */
export function endOfDay(day: string | undefined): Date | undefined {
  return atMidnight(day, 1);
}

function atMidnight(day: string | undefined, offset: number) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!match) {
    return undefined;
  }
  const [year, month, date] = match.slice(1).map(Number);
  const found = new Date(year, month - 1, date + offset);
  return Number.isNaN(found.getTime()) ? undefined : found;
}
