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

import { RegistryError } from '../model/RegistryError';
import type { CopyEvent, CopyReport } from '../model/events';
import type { CopyPlan } from '../model/types';
import { formatBytes, formatProgress } from './formatProgress';

/** Where a reporter writes to. */
export interface ReporterOutput {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Tells what happens. */
export interface Reporter {
  event(event: CopyEvent): void;
  plan(plan: CopyPlan): void;
  report(report: CopyReport, exitCode: number): void;
  failure(error: unknown): void;
}

function toRegistryError(error: unknown): RegistryError {
  return error instanceof RegistryError
    ? error
    : new RegistryError({
        code: 'UNSUPPORTED',
        message: String(error),
        hint: 'This is a fault of the program; report it.',
      });
}

function jsonReporter(output: ReporterOutput): Reporter {
  const line = (type: string, content: object) =>
    output.write(
      `${JSON.stringify({
        type,
        time: new Date().toISOString(),
        ...content,
      })}\n`,
    );
  return {
    event: ({ type, ...content }) => line(type, content),
    plan: plan => line('plan', plan),
    report: ({ status, progress, error, ...result }, exitCode) =>
      line('result', {
        status,
        ...(error ? { error } : {}),
        exitCode,
        progress,
        result,
      }),
    failure: error =>
      line('result', {
        status: 'failed',
        error: toRegistryError(error).toCopyError(),
        exitCode: 1,
      }),
  };
}

function ttyReporter(output: ReporterOutput): Reporter {
  const clear = '\r\u001b[K';
  const print = (text: string) => output.write(`${clear}${text}\n`);
  return {
    event: event => {
      if (event.type === 'phase') {
        output.write(`${clear}${event.phase} …`);
      } else if (event.type === 'progress') {
        output.write(clear + formatProgress(event, output.columns ?? 80));
      } else if (event.type === 'log') {
        print(`${event.level}: ${event.message}`);
      } else if (event.type === 'repository') {
        print(
          `${event.state.padEnd(9)} ${event.repository}:${event.tag} ${
            event.error?.message ?? event.digest ?? ''
          }`,
        );
      }
    },
    plan: plan => {
      plan.tags.forEach(({ action, source, target, tag, error }) =>
        print(
          `${action.padEnd(9)} ${source}:${tag} → ${target}:${tag}${
            error ? ` ${error.code}: ${error.message}` : ''
          }`,
        ),
      );
      const { blobsToUpload, bytesToUpload, blobsToMount, blobsPresent } = plan;
      print(
        `${blobsToUpload} blobs (${formatBytes(
          bytesToUpload,
        )}) to upload, ${blobsToMount} to mount, ${blobsPresent} there already`,
      );
    },
    report: ({
      status,
      tags,
      bytesUploaded,
      blobsUploaded,
      blobsMounted,
      blobsSkipped,
      error,
    }) => {
      const count = (state: string) =>
        tags.filter(tag => tag.state === state).length;
      print(
        `${status}: ${count('copied')} tags copied, ${count(
          'unchanged',
        )} unchanged, ${count('failed')} failed; ` +
          `${blobsUploaded} blobs (${formatBytes(
            bytesUploaded,
          )}) uploaded, ${blobsMounted} mounted, ${blobsSkipped} there already`,
      );
      if (error) {
        print(`${error.code}: ${error.message}\n${error.hint}`);
      }
    },
    failure: error => {
      const { code, message, hint } = toRegistryError(error).toCopyError();
      print(`${code}: ${message}\n${hint}`);
    },
  };
}

/** A bar for a terminal, JSON lines for everything else. */
export function createReporter(output: ReporterOutput): Reporter {
  return output.isTTY ? ttyReporter(output) : jsonReporter(output);
}
