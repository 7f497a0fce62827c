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

type Fields = Record<string, unknown>;

/**
 * A list as a field gives it to its form. The form fills what is missing in an entry from the entry at the same place of the
 * list's `default`, whatever that entry is about: another volume chosen first would get the name or class meant for the first of
 * the default, and what was emptied would come back. It leaves alone what is there and says `undefined`.
 *
 * @param defaults - of the field's schema
 */
export function sayingWhatIsEmpty<T extends object>(
  entries: T[],
  defaults: unknown,
): T[] {
  return Array.isArray(defaults)
    ? entries.map((entry, index) => withEmpty(entry, defaults[index]))
    : entries;
}

function withEmpty<T extends object>(entry: T, fallback: unknown): T {
  if (!isFields(fallback)) {
    return entry;
  }
  const said = { ...entry } as Fields;
  for (const [key, value] of Object.entries(fallback)) {
    const own = said[key];
    said[key] = isFields(own) ? withEmpty(own, value) : own;
  }
  return said as T;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
