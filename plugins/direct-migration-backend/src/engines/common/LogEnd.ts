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

import { parseMoverLine } from './moverLines';

/** What is kept of one pod, in characters. */
const MAX_LENGTH = 256 * 1024;

/**
 * The end of a mover's log, without the many lines of progress but the last.
 *
 * @internal
 */
export class LogEnd {
  readonly #lines: string[] = [];
  #length = 0;
  #progress: string | undefined;
  truncated = false;

  add(line: string): void {
    if (parseMoverLine(line)?.type === 'progress') {
      this.#progress = line;
      return;
    }
    this.#flush();
    this.#push(line);
  }

  get text(): string {
    this.#flush();
    return this.#lines.map(line => `${line}\n`).join('');
  }

  #flush(): void {
    if (this.#progress !== undefined) {
      this.#push(this.#progress);
      this.#progress = undefined;
    }
  }

  #push(line: string): void {
    const cut = line.slice(-MAX_LENGTH + 1);
    this.truncated ||= cut.length < line.length;
    this.#lines.push(cut);
    this.#length += cut.length + 1;
    while (this.#length > MAX_LENGTH) {
      this.#length -= this.#lines.shift()!.length + 1;
      this.truncated = true;
    }
  }
}
