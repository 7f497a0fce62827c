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

import type { CopyEvent, TagReport } from '@direct-migration/registry-copier';
import type { Reporter } from '../output/Reporter';
import type {
  CopiedTag,
  CopyResult,
  MoverCopyLine,
  MoverErrorInfo,
} from '../types';

type End = Extract<CopyEvent, { type: 'copy' }>;
type TagEvent = Extract<CopyEvent, { type: 'repository' }>;

/** More tags of a repository than this are counted, not listed. */
const MAX_TAGS = 1000;
/** More errors than this are not in the result; they are in the lines of their copies. */
const MAX_ERRORS = 20;

const LETTERS = { succeeded: 's', partiallyFailed: 'p', failed: 'f' } as const;

/** Writes what the copier tells as lines, and remembers what became of each copy. */
export class CopyLines {
  readonly #reporter: Reporter;
  readonly #tags: Map<number, CopiedTag[]> = new Map();
  readonly #ends: (MoverCopyLine | undefined)[];

  constructor(options: { reporter: Reporter; copies: number }) {
    this.#reporter = options.reporter;
    this.#ends = Array.from({ length: options.copies });
  }

  take(event: CopyEvent): void {
    switch (event.type) {
      case 'phase':
        this.#reporter.phase(event.phase);
        break;
      case 'progress': {
        const { type, ...progress } = event;
        this.#reporter.reportProgress(progress, { always: true });
        break;
      }
      case 'repository':
        this.#tags.set(event.index, [
          ...(this.#tags.get(event.index) ?? []),
          toTag(event),
        ]);
        this.#reporter.line({ ...event });
        break;
      case 'copy': {
        const line = this.#toLine(event);
        this.#ends[event.index] = line;
        this.#reporter.line({ ...line });
        break;
      }
      default:
        this.#reporter.line({ ...event });
    }
  }

  /** Writes the ends of all copies once more: the beginning of a long log is thrown away by the kubelet. */
  repeatEnds(): void {
    this.#ends.forEach(line => line && this.#reporter.line({ ...line }));
  }

  /** What the termination message says of every copy, however many there are. */
  get result(): Pick<CopyResult, 'copies' | 'copyErrors'> {
    const copyErrors = this.#ends
      .flatMap((end, index) =>
        end?.error ? [{ index, error: end.error }] : [],
      )
      .slice(0, MAX_ERRORS);
    return {
      copies: this.#ends.map(end => (end ? LETTERS[end.status] : '-')).join(''),
      ...(copyErrors.length && { copyErrors }),
    };
  }

  #toLine(event: End): MoverCopyLine {
    const { error: first, ...end } = event;
    const tags = this.#tags.get(event.index) ?? [];
    // It is in the line of the copy from now on.
    this.#tags.delete(event.index);
    const failed = tags.filter(({ state }) => state === 'failed');
    const listed =
      tags.length > MAX_TAGS
        ? [...failed, ...tags.filter(tag => !failed.includes(tag))]
        : tags;
    return {
      ...end,
      tags: listed.slice(0, MAX_TAGS),
      ...(tags.length > MAX_TAGS && { tagsOmitted: tags.length - MAX_TAGS }),
      ...(first && { error: summarize(first, { failed, of: tags.length }) }),
    };
  }
}

/** The first failure stands for all; how many there are is said. */
export function summarize(
  first: MoverErrorInfo,
  tags: { failed: Pick<TagReport | CopiedTag, 'error'>[]; of: number },
): MoverErrorInfo {
  const { failed, of } = tags;
  return {
    ...first,
    message: `${failed.length} of ${of} tags were not copied: ${first.message}`,
    retryable: failed.length
      ? failed.every(tag => tag.error?.retryable)
      : first.retryable,
  };
}

function toTag(event: TagEvent): CopiedTag {
  const { tag, state, digest, sourceDigest, error } = event;
  return {
    tag,
    state,
    ...(digest && { digest }),
    ...(sourceDigest && { sourceDigest }),
    ...(error && { error }),
  };
}
