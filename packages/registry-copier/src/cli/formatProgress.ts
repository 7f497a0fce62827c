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

import type { CopyProgress } from '../model/events';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes for people: `1.5 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit && value < 99.95 ? value.toFixed(1) : Math.round(value)} ${
    UNITS[unit]
  }`;
}

function formatSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** One line with a bar, at most `columns` wide. */
export function formatProgress(
  progress: CopyProgress,
  columns: number,
): string {
  const {
    bytesDone,
    bytesTotal,
    filesDone,
    filesTotal,
    bytesPerSecond,
    etaSeconds,
  } = progress;
  const part = bytesTotal
    ? Math.min(1, Math.max(0, bytesDone / bytesTotal))
    : 1;
  const text = [
    ` ${Math.floor(part * 100)} %`,
    `${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`,
    `${filesDone} of ${filesTotal} blobs`,
    `${formatBytes(bytesPerSecond)}/s`,
    ...(etaSeconds ? [`${formatSeconds(etaSeconds)} left`] : []),
  ].join(' · ');
  const width = Math.min(30, columns - text.length - 3);
  const filled = Math.round(part * width);
  const bar =
    width >= 5 ? `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}]` : '';
  return (bar + text).slice(0, Math.max(0, columns - 1));
}
