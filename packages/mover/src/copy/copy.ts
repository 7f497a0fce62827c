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

import type { CopyReport } from '@direct-migration/registry-copier';
import { copyImages, RegistryError } from '@direct-migration/registry-copier';
import { MoverError } from '../errors/MoverError';
import type { Reporter } from '../output/Reporter';
import type { MoverErrorInfo, MoverResult } from '../types';
import { readCopyConfig } from './readCopyConfig';

/** The arguments of `mover copy`. */
export interface CopyCommandOptions {
  config: string;
  signal: AbortSignal;
  reporter: Reporter;
}

/** The first failure stands for all; how many there are is said. */
function summarize(report: CopyReport): MoverErrorInfo | undefined {
  if (report.status === 'succeeded') {
    return undefined;
  }
  const failed = report.tags.filter(tag => tag.state === 'failed');
  const first = report.error ?? failed[0]?.error;
  return {
    code: first?.code ?? 'COPY_FAILED',
    message: `${failed.length} of ${report.tags.length} tags were not copied${
      first ? `: ${first.message}` : ''
    }`,
    hint: first?.hint,
    retryable:
      failed.length > 0
        ? failed.every(tag => tag.error?.retryable)
        : first?.retryable ?? false,
  };
}

/**
 * Copies images between registries.
 * @throws MoverError `CONFIG_INVALID`; the signal's reason when it is aborted
 */
export async function copy(
  options: CopyCommandOptions,
): Promise<Omit<MoverResult, 'type' | 'time'>> {
  const { reporter, signal } = options;
  reporter.phase('starting');
  const config = await readCopyConfig(options.config);
  try {
    const report = await copyImages({
      ...config,
      signal,
      onEvent: event => {
        if (event.type === 'phase') {
          reporter.phase(event.phase);
        } else if (event.type === 'progress') {
          const { type, ...progress } = event;
          reporter.reportProgress(progress, { always: true });
        } else {
          reporter.line({ ...event });
        }
      },
    });
    reporter.progress = report.progress;
    return {
      status: report.status,
      exitCode: { succeeded: 0, partiallyFailed: 3, failed: 1 }[report.status],
      error: summarize(report),
      result: { tags: report.tags, bytesUploaded: report.bytesUploaded },
    };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RegistryError) {
      return { status: 'failed', exitCode: 1, error: error.toCopyError() };
    }
    throw error instanceof MoverError
      ? error
      : new MoverError({
          code: 'COPY_FAILED',
          message: (error as Error).message,
          retryable: true,
        });
  }
}
