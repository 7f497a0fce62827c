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
 * Entries that have every key, be it as `undefined`. A form fills in what an entry leaves out by what the default of the
 * field has at the same place: what was emptied would come back, and another volume would get the name of the first.
 */
export function withEveryKey<T extends object>(
  entries: readonly T[],
  keys: Record<keyof T, true>,
): T[] {
  const none = Object.fromEntries(
    Object.keys(keys).map(key => [key, undefined]),
  );
  return entries.map(entry => ({ ...none, ...entry }));
}
