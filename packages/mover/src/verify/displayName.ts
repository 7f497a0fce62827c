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
 * A name for people, from its bytes: UTF-8 where it is that; bytes that are not become `\#ooo`, as rsync writes them.
 *
 * @param bytes - a latin1 string, one character a byte
 */
export function displayName(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1');
  const text = buffer.toString('utf8');
  return Buffer.from(text).equals(buffer)
    ? text
    : bytes.replace(
        /[^ -~]/g,
        byte => `\\#${byte.charCodeAt(0).toString(8).padStart(3, '0')}`,
      );
}
