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

import { IncomingMessage } from 'node:http';

/**
 * The lines of an answer as they come.
 * @internal
 */
export class LineStream {
  readonly #response: IncomingMessage;
  readonly #lines: string[] = [];
  #rest = '';
  #ended = false;
  #wake: () => void = () => {};

  constructor(response: IncomingMessage) {
    this.#response = response;
    const end = () => {
      this.#ended = true;
      this.#wake();
    };
    response.setEncoding('utf8');
    response.on('data', chunk => {
      const parts = (this.#rest + chunk).split('\n');
      this.#rest = parts.pop() ?? '';
      this.#lines.push(...parts);
      this.#wake();
    });
    response.on('end', end);
    response.on('error', end);
    response.on('close', end);
  }

  /** The next line; undefined at the end; rejects after the deadline. */
  async next(ms: number = 20_000): Promise<string | undefined> {
    const deadline = Date.now() + ms;
    while (this.#lines.length === 0 && !this.#ended) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`No line came within ${ms} ms`);
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.#lines.shift();
  }

  close(): void {
    this.#response.destroy();
  }
}
