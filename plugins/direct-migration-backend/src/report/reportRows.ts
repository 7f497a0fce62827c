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
  MigrationReport,
  ReportItem,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** The columns of a report as a table. */
export const REPORT_COLUMNS = [
  'record',
  'itemId',
  'kind',
  'item',
  'state',
  'attempts',
  'path',
  'difference',
  'message',
  'verify',
  'algorithm',
  'seed',
  'entries',
  'files',
  'bytes',
  'contentFiles',
  'contentBytes',
  'sourceDigest',
  'targetDigest',
  'mismatchCount',
  'changedCount',
  'extraCount',
  'notCompared',
] as const;

/** One line of the table. */
export type ReportRow = Partial<
  Record<(typeof REPORT_COLUMNS)[number], string | number>
>;

/** A name in one line, whatever it holds: what would end the line is written as rsync does, `\#012`. */
function oneLine(path: string): string {
  return path.replace(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u001f\u007f]/g,
    character => `\\#${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
}

function* rowsOf(item: ReportItem): Generator<ReportRow> {
  const common = { itemId: item.id, kind: item.kind, item: item.name };
  const { verification } = item;
  yield {
    record: 'item',
    ...common,
    state: item.state,
    attempts: item.attempts,
    message: item.error && `${item.error.code}: ${item.error.message}`,
    files: item.filesDone,
    bytes: item.bytesDone,
    ...(verification && {
      verify: verification.mode,
      algorithm: verification.algorithm,
      seed: verification.seed,
      entries: verification.entries,
      files: verification.files,
      bytes: verification.bytes,
      contentFiles: verification.contentFiles,
      contentBytes: verification.contentBytes,
      sourceDigest: verification.digest.source,
      targetDigest: verification.digest.target,
      mismatchCount: verification.mismatchCount,
      changedCount: verification.changedCount,
      extraCount: verification.extraCount,
      notCompared: verification.notCompared.join('; '),
    }),
  };
  for (const { path, message } of item.failedFiles) {
    yield { record: 'failed', ...common, path: oneLine(path), message };
  }
  for (const { path, differences } of verification?.mismatches ?? []) {
    yield {
      record: 'mismatch',
      ...common,
      path: oneLine(path),
      difference: differences.join(' '),
    };
  }
  for (const path of verification?.changed ?? []) {
    yield { record: 'changed', ...common, path: oneLine(path) };
  }
  for (const { tag, state, digest, error } of item.tags ?? []) {
    yield {
      record: 'tag',
      ...common,
      path: tag,
      state,
      sourceDigest: digest,
      message: error && `${error.code}: ${error.message}`,
    };
  }
}

/** A report as a table: for each item one row, then one for each file or tag that it names. */
export function* reportRows(report: MigrationReport): Generator<ReportRow> {
  for (const item of report.items) {
    yield* rowsOf(item);
  }
}
