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
  ItemError,
  Progress,
  TagsProgress,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { pickNumbers } from './pickNumbers';
import { TagStates } from './TagStates';

/** What became of one tag. @internal */
export interface CopiedTag {
  tag: string;
  state: 'copied' | 'unchanged' | 'failed';
  /** On the target. */
  digest?: string;
  /** In the source, where platforms were chosen. */
  sourceDigest?: string;
  /** What it needs on the target, and how much of it is there; unknown of a tag that had nothing to transfer. */
  blobsDone?: number;
  blobsTotal?: number;
  bytesDone?: number;
  bytesTotal?: number;
  error?: Omit<ItemError, 'attempts'> & { retryable?: boolean };
}

/** What became of one copy: one repository. @internal */
export interface CopyEnd {
  status: 'succeeded' | 'partiallyFailed' | 'failed';
  tags: CopiedTag[];
  /** How many more there are than are named. */
  tagsOmitted?: number;
  bytesUploaded?: number;
  blobsUploaded?: number;
  blobsMounted?: number;
  blobsSkipped?: number;
  error?: Omit<ItemError, 'attempts'> & { retryable?: boolean };
}

/** How far one copy is. @internal */
export interface CopyState {
  progress?: Progress;
  end?: CopyEnd;
}

/** More tags than this are counted, not listed. @internal */
export const MAX_TAGS = 1000;

const COUNTS = [
  'blobsDone',
  'blobsTotal',
  'bytesDone',
  'bytesTotal',
  'bytesPerSecond',
  'etaSeconds',
] as const;

type Line = { type?: unknown; index?: unknown } & Record<string, unknown>;

/**
 * What a copier says of its copies, kept by copy. Takes the lines of a mover's log as well as the events of the library: they
 * are the same. Nothing is counted twice when a log is read again.
 *
 * @internal
 */
export class CopyStates {
  readonly #states: CopyState[];
  readonly #tags: Map<string, CopiedTag>[];
  readonly #progress: TagStates[];
  /** Of the copier as a whole. */
  phase: string | undefined;

  constructor(copies: number) {
    this.#states = Array.from({ length: copies }, () => ({}));
    this.#tags = this.#states.map(() => new Map());
    this.#progress = this.#states.map(() => new TagStates());
  }

  of(index: number): CopyState {
    return this.#states[index];
  }

  /** How far the tags of a copy are; `undefined` as long as nothing is known of them. */
  tagsOf(index: number): TagsProgress | undefined {
    return this.#progress[index].progress;
  }

  /** @returns the copy that it was about, if it was about one */
  take(line: object): number | undefined {
    const { type, index, ...rest } = line as Line;
    if (type === 'phase') {
      this.phase = String(rest.phase);
      return undefined;
    }
    const state = typeof index === 'number' && this.#states[index];
    if (!state) {
      return undefined;
    }
    switch (type) {
      case 'copyProgress':
        state.progress = toCopyProgress(rest);
        this.#progress[index].expect(Number(rest.tagsTotal) || 0);
        break;
      case 'tagProgress':
        this.#progress[index].move(String(rest.tag), pickNumbers(rest, COUNTS));
        break;
      case 'repository':
        this.#setTag(index, toTag(rest));
        break;
      case 'copy':
        state.end = this.#toEnd(index, rest);
        break;
      default:
        return undefined;
    }
    return index;
  }

  #setTag(index: number, tag: CopiedTag): void {
    const progress = this.#progress[index];
    progress.end(tag.tag, tag.state, tag.digest);
    this.#tags[index].set(tag.tag, { ...tag, ...progress.numbersOf(tag.tag) });
  }

  #toEnd(index: number, line: Record<string, unknown>): CopyEnd {
    if (Array.isArray(line.tags)) {
      this.#tags[index].clear();
      line.tags.forEach(tag => this.#setTag(index, toTag(tag)));
    }
    const all = [...this.#tags[index].values()];
    const omitted =
      Math.max(0, all.length - MAX_TAGS) +
      (typeof line.tagsOmitted === 'number' ? line.tagsOmitted : 0);
    return {
      status: line.status as CopyEnd['status'],
      tags: inOrder(all).slice(0, MAX_TAGS),
      ...(omitted > 0 && { tagsOmitted: omitted }),
      ...pickNumbers(line, [
        'bytesUploaded',
        'blobsUploaded',
        'blobsMounted',
        'blobsSkipped',
      ]),
      ...(line.error !== undefined && {
        error: line.error as CopyEnd['error'],
      }),
    };
  }
}

/** By name; where not all can be listed, those that failed come first. */
function inOrder(tags: CopiedTag[]): CopiedTag[] {
  const failed = (tag: CopiedTag) => Number(tag.state === 'failed');
  const late = tags.length > MAX_TAGS;
  return [...tags].sort(
    (a, b) =>
      (late ? failed(b) - failed(a) : 0) ||
      a.tag.localeCompare(b.tag, 'en-US', { numeric: true }),
  );
}

function toTag(line: Record<string, unknown>): CopiedTag {
  const { tag, state, digest, sourceDigest, error } =
    line as unknown as CopiedTag;
  return {
    tag,
    state,
    ...(digest && { digest }),
    ...(sourceDigest && { sourceDigest }),
    ...(error && { error }),
  };
}

/** A copier counts blobs where the REST API counts files. */
function toCopyProgress(line: Record<string, unknown>): Progress {
  const { blobsDone, blobsTotal } = pickNumbers(line, [
    'blobsDone',
    'blobsTotal',
  ]);
  return {
    bytesDone: 0,
    filesDone: blobsDone ?? 0,
    ...(blobsTotal !== undefined && { filesTotal: blobsTotal }),
    ...pickNumbers(line, [
      'bytesDone',
      'bytesTotal',
      'bytesPerSecond',
      'etaSeconds',
    ]),
  };
}
