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

import type { MoverResult } from '../types';

/** What Kubernetes keeps of a termination message, in bytes. */
const TERMINATION_LIMIT = 4096;

function size(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

type Lists = Record<string, unknown>;

/** Every list of a result: what it lies in, its key, and the key of how many it lost, where nothing else says it. */
function listsOf(
  result: Lists | undefined,
): Array<{ holder: Lists; key: string; omittedKey?: string }> {
  const verification = result?.verification as Lists | undefined;
  const of = (holder: Lists | undefined, keys: string[]) =>
    keys.flatMap(key =>
      holder && Array.isArray(holder[key]) ? [{ holder, key }] : [],
    );
  return [
    ...of(result, ['copyErrors', 'failedFiles']).map(list => ({
      ...list,
      omittedKey: `${list.key}Omitted`,
    })),
    // their counts are there
    ...of(verification, ['mismatches', 'changed']),
    ...of(result, ['warnings']),
    ...((result?.losses as Lists[] | undefined) ?? []).flatMap(loss =>
      of(loss, ['examples']),
    ),
  ];
}

/**
 * Makes a result fit into a termination message. The JSON stays whole: lists lose their last entries (and say how many,
 * as `failedFilesOmitted` and `copyErrorsOmitted`), then texts their ends.
 */
export function shortenResult(
  result: MoverResult,
  limit: number = TERMINATION_LIMIT,
): MoverResult {
  const short = JSON.parse(JSON.stringify(result)) as MoverResult;
  const lists = listsOf(short.result as Lists | undefined);
  for (const textLimit of [2000, 500, 150, 40]) {
    if (size(short) <= limit) {
      break;
    }
    for (const { holder, key, omittedKey } of lists) {
      const list = holder[key] as unknown[];
      while (list.length > 3 && size(short) > limit) {
        const dropped = list.splice(
          Math.max(3, Math.floor(list.length / 2)),
        ).length;
        if (omittedKey) {
          holder[omittedKey] =
            ((holder[omittedKey] as number | undefined) ?? 0) + dropped;
        }
      }
    }
    for (const { holder, key } of lists) {
      holder[key] = (holder[key] as unknown[]).map(entry =>
        clipTexts(entry, textLimit),
      );
    }
    if (short.error) {
      short.error = clipTexts(
        short.error,
        textLimit * 2,
      ) as MoverResult['error'];
    }
  }
  return short;
}

function clipTexts(value: unknown, length: number): unknown {
  if (typeof value === 'string') {
    return clip(value, length);
  }
  if (Array.isArray(value)) {
    return value.map(entry => clipTexts(entry, length));
  }
  if (typeof value === 'object' && value) {
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [
        key,
        clipTexts(entry, length),
      ]),
    );
  }
  return value;
}
