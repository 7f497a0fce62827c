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

import { copyImages, RegistryError } from '@direct-migration/registry-copier';
import { MoverError } from '../errors/MoverError';
import type { Reporter } from '../output/Reporter';
import type { MoverErrorInfo, MoverResult } from '../types';
import { CopyLines, summarize } from './CopyLines';
import { readCopyConfig } from './readCopyConfig';

/** The arguments of `mover copy`. */
export interface CopyCommandOptions {
  config: string;
  signal: AbortSignal;
  reporter: Reporter;
}

/**
 * Copies images between registries.
 * @returns also when it was aborted or failed as a whole, with what became of each copy until then
 * @throws MoverError `CONFIG_INVALID`
 */
export async function copy(
  options: CopyCommandOptions,
): Promise<Omit<MoverResult, 'type' | 'time'>> {
  const { reporter, signal } = options;
  reporter.phase('starting');
  const config = await readCopyConfig(options.config);
  const lines = new CopyLines({ reporter, copies: config.copies.length });
  try {
    const report = await copyImages({
      ...config,
      signal,
      onEvent: event => lines.take(event),
    });
    reporter.progress = report.progress;
    lines.repeatEnds();
    const { status, error, tags } = report;
    const { bytesUploaded, blobsUploaded, blobsMounted, blobsSkipped } = report;
    return {
      status,
      exitCode: { succeeded: 0, partiallyFailed: 3, failed: 1 }[status],
      error:
        error &&
        summarize(error, {
          failed: tags.filter(({ state }) => state === 'failed'),
          of: tags.length,
        }),
      result: {
        ...lines.result,
        bytesUploaded,
        blobsUploaded,
        blobsMounted,
        blobsSkipped,
      },
    };
  } catch (error) {
    return {
      status: 'failed',
      exitCode: 1,
      error: toInfo(signal.aborted ? signal.reason : error),
      result: lines.result,
    };
  }
}

function toInfo(error: unknown): MoverErrorInfo {
  if (error instanceof RegistryError) {
    return error.toCopyError();
  }
  return error instanceof MoverError
    ? error.toInfo()
    : {
        code: 'COPY_FAILED',
        message: (error as Error).message,
        retryable: true,
      };
}
