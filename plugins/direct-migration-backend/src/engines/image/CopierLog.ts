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

/** What is kept for one copy, and as much of what is about none, in characters. */
const MAX_LENGTH = 64 * 1024;
/** A line that names a thousand tags says enough with its beginning. */
const MAX_LINE = 16 * 1024;

/** Their numbers are stored with the item; of each copy the last one is kept. */
const PROGRESS = new Set(['progress', 'copyProgress', 'tagProgress']);

interface Kept {
  order: number;
  text: string;
}

/** The end of some lines. */
class Lines {
  readonly #lines: Kept[] = [];
  #progress: Kept | undefined;
  #length = 0;
  truncated = false;

  add(line: Kept): void {
    this.#lines.push(line);
    this.#length += line.text.length;
    while (this.#length > MAX_LENGTH) {
      this.#length -= this.#lines.shift()!.text.length;
      this.truncated = true;
    }
  }

  setProgress(line: Kept): void {
    this.#progress = line;
  }

  get all(): Kept[] {
    return this.#progress ? [...this.#lines, this.#progress] : this.#lines;
  }
}

/**
 * What a copier writes, kept by copy: the lines that are about one copy, and those that are about none.
 *
 * @internal
 */
export class CopierLog {
  readonly #shared = new Lines();
  readonly #copies: Lines[];
  /** Repositories as messages name them, by copy. */
  readonly #names: (RegExp | undefined)[];
  #order = 0;

  constructor(copies: number) {
    this.#copies = Array.from({ length: copies }, () => new Lines());
    this.#names = this.#copies.map(() => undefined);
  }

  /** @param line - the text as JSON, if it is */
  take(text: string, line: object | undefined): void {
    const { type, index, message, source, target } = (line ?? {}) as Record<
      string,
      unknown
    >;
    this.#order += 1;
    const kept = {
      order: this.#order,
      text: `${
        text.length > MAX_LINE ? `${text.slice(0, MAX_LINE)}…` : text
      }\n`,
    };
    const copy = typeof index === 'number' ? this.#copies[index] : undefined;
    if (copy && typeof source === 'string' && typeof target === 'string') {
      this.#names[index as number] = namesOf([source, target]);
    }
    if (PROGRESS.has(String(type))) {
      if (type === 'copyProgress') {
        copy?.setProgress(kept);
      }
      return;
    }
    const about = copy ? [copy] : this.#named(message);
    (about.length ? about : [this.#shared]).forEach(lines => lines.add(kept));
  }

  /** What is kept for a copy, in the order in which it was written. */
  of(index: number): { content: string; truncated: boolean } {
    const [copy, shared] = [this.#copies[index], this.#shared];
    return {
      content: [...copy.all, ...shared.all]
        .sort((a, b) => a.order - b.order)
        .map(({ text }) => text)
        .join(''),
      truncated: copy.truncated || shared.truncated,
    };
  }

  #named(message: unknown): Lines[] {
    return this.#copies.filter((_, i) =>
      this.#names[i]?.test(typeof message === 'string' ? message : ''),
    );
  }
}

/** Finds one of the repositories `host/path` in a message: in an address, or by its path alone. */
function namesOf(repositories: string[]): RegExp {
  const paths = repositories.map(text =>
    text.slice(text.indexOf('/') + 1).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`(?:^|[\\s/'"])(?:${paths.join('|')})(?![\\w-]|\\.\\w)`);
}
