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

import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';

const MAX_PIECE = 16 * 1024;

/**
 * One line of a log, or a piece of one that is very long or unfinished.
 * @internal
 */
export interface LogEntry {
  /** RFC 3339 with nanoseconds. */
  time: string;
  text: string;
  /** Whether the line goes on in the next entry. */
  partial: boolean;
}

/**
 * The log of one run of a container: a file in the format of container runtimes.
 * @internal
 */
export class ContainerLog {
  readonly file: string;
  readonly #fd: number;
  readonly #listeners = new Set<(entry: LogEntry | undefined) => void>();
  readonly #rest = new Map<string, Buffer>();
  #closed = false;

  constructor(file: string) {
    this.file = file;
    this.#fd = openSync(file, 'a', 0o600);
  }

  get closed(): boolean {
    return this.#closed;
  }

  write(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    if (this.#closed) {
      return;
    }
    let data = Buffer.concat([
      this.#rest.get(stream) ?? Buffer.alloc(0),
      chunk,
    ]);
    for (;;) {
      const end = data.indexOf(0x0a);
      if (end >= 0 && end <= MAX_PIECE) {
        this.#append(stream, data.subarray(0, end), false);
        data = data.subarray(end + 1);
      } else if (data.length > MAX_PIECE) {
        this.#append(stream, data.subarray(0, MAX_PIECE), true);
        data = data.subarray(MAX_PIECE);
      } else {
        break;
      }
    }
    this.#rest.set(stream, data);
  }

  close(): void {
    if (this.#closed) {
      return;
    }
    this.#rest.forEach((data, stream) => {
      if (data.length) this.#append(stream, data, true);
    });
    this.#closed = true;
    closeSync(this.#fd);
    this.#listeners.forEach(listener => listener(undefined));
    this.#listeners.clear();
  }

  /** Called for every new entry, and with undefined at the end. Gives back the function that stops it. */
  follow(listener: (entry: LogEntry | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #append(stream: string, data: Buffer, partial: boolean): void {
    const now = new Date().toISOString();
    const time = `${now.slice(0, -1)}000000Z`;
    const text = data.toString('utf8');
    writeSync(this.#fd, `${time} ${stream} ${partial ? 'P' : 'F'} ${text}\n`);
    const entry = { time, text, partial };
    this.#listeners.forEach(listener => listener(entry));
  }
}

/**
 * All entries of a log file; none when there is no such file.
 * @internal
 */
export function readLog(file: string): LogEntry[] {
  if (!existsSync(file)) {
    return [];
  }
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map(line => {
      const [time, , tag] = line.split(' ', 3);
      const text = line.slice(line.indexOf(` ${tag} `) + tag.length + 2);
      return { time, text, partial: tag === 'P' };
    });
}
