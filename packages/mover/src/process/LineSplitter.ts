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

/** Cuts a stream into lines, whole UTF-8 or not. */
export class LineSplitter {
  private rest = '';
  private readonly onLine: (line: string) => void;
  private readonly separator: RegExp;

  /** @param options - `separator` is what ends a line; a newline by default. */
  constructor(options: { onLine(line: string): void; separator?: RegExp }) {
    this.onLine = options.onLine;
    this.separator = options.separator ?? /\n/;
  }

  push(chunk: Buffer): void {
    const parts = (this.rest + chunk.toString('latin1')).split(this.separator);
    this.rest = parts.pop() ?? '';
    parts.forEach(part => this.emit(part));
  }

  /** The last line, if it had no end. */
  end(): void {
    this.emit(this.rest);
    this.rest = '';
  }

  private emit(part: string): void {
    if (part) {
      this.onLine(Buffer.from(part, 'latin1').toString('utf8'));
    }
  }
}
