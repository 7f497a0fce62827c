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

import type {
  TagProgress,
  TagsProgress,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** More tags than this are counted, not listed. */
const MAX_TAGS_SHOWN = 500;

type Numbers = Omit<TagProgress, 'tag' | 'state' | 'digest'>;

/** What of it people want to see first. */
const RANK: Record<TagProgress['state'], number> = {
  copying: 0,
  failed: 1,
  waiting: 2,
  copied: 3,
  unchanged: 3,
};

/**
 * How far each tag of one copy is.
 *
 * @internal
 */
export class TagStates {
  readonly #tags = new Map<string, TagProgress>();
  /** Blobs and bytes that were there from the start, by tag. */
  readonly #before = new Map<string, string>();
  #total = 0;

  /** The copy has so many tags. */
  expect(total: number): void {
    this.#total = total;
  }

  /** A tag is so far. */
  move(tag: string, numbers: Numbers): void {
    const { state = 'waiting', digest } = this.#tags.get(tag) ?? {};
    const done = `${numbers.blobsDone} ${numbers.bytesDone}`;
    const first = this.#before.get(tag) ?? done;
    this.#before.set(tag, first);
    this.#tags.set(tag, {
      tag,
      state: state === 'waiting' && done !== first ? 'copying' : state,
      ...(digest && { digest }),
      ...numbers,
    });
  }

  /** What becomes of a tag is known. */
  end(tag: string, state: TagProgress['state'], digest?: string): void {
    const before: Partial<TagProgress> = this.#tags.get(tag) ?? {};
    const { bytesPerSecond, etaSeconds, ...known } = before;
    const { blobsTotal, bytesTotal } = known;
    // The last news of its blobs may never come: what is there is told with the tag.
    const all = state !== 'failed' && blobsTotal !== undefined;
    this.#tags.set(tag, {
      ...known,
      ...(all && { blobsDone: blobsTotal, bytesDone: bytesTotal }),
      tag,
      state,
      ...(digest && { digest }),
    });
  }

  /** Blobs and bytes of a tag, as far as they are known. */
  numbersOf(
    tag: string,
  ): Pick<Numbers, 'blobsDone' | 'blobsTotal' | 'bytesDone' | 'bytesTotal'> {
    const known = this.#tags.get(tag);
    if (known?.blobsTotal === undefined) {
      return {};
    }
    const { blobsDone, blobsTotal, bytesDone, bytesTotal } = known;
    return { blobsDone, blobsTotal, bytesDone, bytesTotal };
  }

  /** @returns `undefined` as long as nothing is known */
  get progress(): TagsProgress | undefined {
    const all = [...this.#tags.values()];
    if (!all.length && !this.#total) {
      return undefined;
    }
    const omitted = Math.max(0, all.length - MAX_TAGS_SHOWN);
    const shown = omitted
      ? [...all]
          .sort((a, b) => RANK[a.state] - RANK[b.state])
          .slice(0, MAX_TAGS_SHOWN)
      : all;
    return {
      done: all.filter(({ state }) => RANK[state] === 3 || state === 'failed')
        .length,
      total: Math.max(this.#total, all.length),
      tags: shown.sort((a, b) =>
        a.tag.localeCompare(b.tag, 'en-US', { numeric: true }),
      ),
      ...(omitted && { omitted }),
    };
  }
}
