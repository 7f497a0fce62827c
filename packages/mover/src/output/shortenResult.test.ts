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

import type { CopyResult, MoverResult, SendResult } from '../types';
import { shortenResult } from './shortenResult';

describe('shortenResult', () => {
  const failedFiles = Array.from({ length: 100 }, (_, i) => ({
    path: `${'ü'.repeat(200)}/${i}`,
    message: 'x'.repeat(300),
  }));
  const result: MoverResult = {
    type: 'result',
    time: '2026-11-22T12:00:00.000Z',
    status: 'partiallyFailed',
    exitCode: 23,
    progress: { bytesDone: 1, bytesTotal: 2, filesDone: 3, filesTotal: 4 },
    error: {
      code: 'FILES_FAILED',
      message: '"quoted" '.repeat(5000),
      hint: 'h'.repeat(5000),
      retryable: false,
    },
    result: {
      filesTransferred: 1,
      literalBytes: 2,
      matchedBytes: 3,
      totalSize: 4,
      warnings: Array.from({ length: 30 }, () => '\n'.repeat(4000)),
      failedFiles,
    },
  };

  it('fits into 4,096 bytes of JSON, keeps the numbers, and says how many it left out', () => {
    const short = shortenResult(result);
    expect(Buffer.byteLength(JSON.stringify(short))).toBeLessThanOrEqual(4096);
    expect(short).toMatchObject({
      status: 'partiallyFailed',
      exitCode: 23,
      progress: result.progress,
    });
    expect(short.error?.code).toBe('FILES_FAILED');
    const send = short.result as SendResult;
    expect(send.failedFiles.length).toBeGreaterThanOrEqual(3);
    expect(send.failedFiles.length + (send.failedFilesOmitted as number)).toBe(
      100,
    );
    expect(send.failedFiles[0].path).toMatch(/^ü+…$/);
  });

  it('keeps the counts of a verification, and its first differences', () => {
    const short = shortenResult({
      ...result,
      result: {
        ...(result.result as SendResult),
        verification: {
          mode: 'sampled',
          algorithm: 'sha256',
          seed: 'ab'.repeat(16),
          entries: 1,
          files: 2,
          bytes: 3,
          contentFiles: 4,
          contentBytes: 5,
          digest: { source: 'a'.repeat(64), target: 'b'.repeat(64) },
          mismatches: failedFiles.map(({ path }) => ({
            path,
            differences: ['mode', 'attributes'] as const,
          })) as never,
          mismatchCount: 777,
          changed: failedFiles.map(({ path }) => path),
          changedCount: 100,
          extraCount: 0,
          notCompared: [],
        },
      },
    });
    expect(Buffer.byteLength(JSON.stringify(short))).toBeLessThanOrEqual(4096);
    const { verification } = short.result as SendResult;
    expect(verification).toMatchObject({
      mismatchCount: 777,
      changedCount: 100,
      digest: { source: 'a'.repeat(64) },
    });
    expect(verification?.mismatches.length).toBeGreaterThanOrEqual(3);
    expect(verification?.mismatches[0].differences).toEqual([
      'mode',
      'attributes',
    ]);
  });

  it('leaves a short one as it is, and the long one untouched', () => {
    const before = JSON.stringify(result);
    shortenResult(result);
    expect(JSON.stringify(result)).toBe(before);
    const short: MoverResult = {
      type: 'result',
      time: 't',
      status: 'succeeded',
      exitCode: 0,
    };
    expect(shortenResult(short)).toEqual(short);
  });

  it('keeps a letter for each of 1,000 copies, and the first errors', () => {
    const error = {
      code: 'NETWORK',
      message: 'm'.repeat(400),
      hint: 'h'.repeat(400),
      retryable: true,
    };
    const copies = 'sspf-'.repeat(200);
    const short = shortenResult({
      ...result,
      result: {
        copies,
        copyErrors: Array.from({ length: 20 }, (_, index) => ({
          index,
          error,
        })),
        bytesUploaded: 7,
      },
    });
    expect(Buffer.byteLength(JSON.stringify(short))).toBeLessThanOrEqual(4096);
    const copied = short.result as CopyResult;
    expect(copied).toMatchObject({ copies, bytesUploaded: 7 });
    expect(copied.copyErrors![0]).toMatchObject({
      index: 0,
      error: { code: 'NETWORK', retryable: true },
    });
    expect(copied.copyErrors!.length + copied.copyErrorsOmitted!).toBe(20);
  });
});
