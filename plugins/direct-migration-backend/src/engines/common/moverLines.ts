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
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { JsonObject } from '@backstage/types';

/** One line of a mover's stdout, as `docs/architecture.md` has it. @internal */
export type MoverLine =
  | { type: 'phase'; phase: string }
  | ({ type: 'progress' } & Progress)
  | {
      type: 'repository';
      repository: string;
      tag?: string;
      state: string;
      digest?: string;
    }
  | { type: 'log'; level: string; message: string }
  | MoverResult;

/** The last line of a mover, and its termination message. @internal */
export interface MoverResult {
  type: 'result';
  status: 'succeeded' | 'partiallyFailed' | 'failed';
  exitCode?: number;
  progress?: Progress;
  result?: JsonObject;
  error?: Omit<ItemError, 'attempts'> & { retryable?: boolean };
}

const TYPES = new Set(['phase', 'progress', 'repository', 'log', 'result']);

/**
 * Reads one line; `undefined` when it is none of ours.
 *
 * @internal
 */
export function parseMoverLine(line: string): MoverLine | undefined {
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!value || typeof value !== 'object' || !TYPES.has(value.type)) {
    return undefined;
  }
  return value as MoverLine;
}

/**
 * Keeps the numbers of a progress line, in the shape of the REST API.
 *
 * @internal
 */
export function toProgress(value: object | undefined): Progress | undefined {
  if (!value) {
    return undefined;
  }
  const source = value as Record<string, unknown>;
  const number = (key: string) =>
    typeof source[key] === 'number' && Number.isFinite(source[key])
      ? (source[key] as number)
      : undefined;
  const progress: Progress = {
    bytesDone: number('bytesDone') ?? 0,
    filesDone: number('filesDone') ?? 0,
  };
  for (const key of [
    'bytesTotal',
    'filesTotal',
    'bytesPerSecond',
    'etaSeconds',
  ] as const) {
    const found = number(key);
    if (found !== undefined) {
      progress[key] = found;
    }
  }
  return progress;
}
