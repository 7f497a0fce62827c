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

import { randomUUID } from 'node:crypto';
import { MoverError } from '../errors/MoverError';
import { Reporter } from '../output/Reporter';
import type { MoverResult, MoverStatus } from '../types';

const PROCESS_EXIT_CODES: Record<MoverStatus, number> = {
  succeeded: 0,
  partiallyFailed: 3,
  failed: 1,
};

/** Something that ends with a result. */
export type Command = (context: {
  reporter: Reporter;
  signal: AbortSignal;
}) => Promise<Omit<MoverResult, 'type' | 'time'>>;

function toMoverError(error: unknown, signal: AbortSignal): MoverError {
  if (error instanceof MoverError) {
    return error;
  }
  if (signal.aborted) {
    return signal.reason as MoverError;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EROFS' || code === 'EACCES') {
    return new MoverError({
      code: 'CONFIG_INVALID',
      message: `The folder given as --run cannot be written: ${message}`,
      hint: 'Mount an emptyDir there that the pod’s user may write.',
    });
  }
  const reference = randomUUID();
  process.stderr.write(`${reference} ${(error as Error).stack ?? error}\n`);
  return new MoverError({
    code: 'INTERNAL',
    message: `The mover failed in a way that it does not know: ${message}`,
    hint: `The pod’s log has the details under ${reference}. Please report this.`,
  });
}

/**
 * Runs a command to its result, whatever happens: the last line is always a result, and the exit code follows from it.
 * SIGTERM and SIGINT end it as `CANCELED`.
 */
export async function runCommand(
  command: Command,
  options: { terminationLog: string },
): Promise<number> {
  const abort = new AbortController();
  const reporter = new Reporter({
    write: line => void process.stdout.write(line),
    terminationLog: options.terminationLog,
  });
  const cancel = () =>
    abort.abort(
      new MoverError({
        code: 'CANCELED',
        message: 'The mover was told to end (SIGTERM)',
        hint: 'The pod was deleted or evicted. What has arrived stays, and a new transfer goes on from there.',
        retryable: true,
      }),
    );
  process.on('SIGTERM', cancel);
  process.on('SIGINT', cancel);
  let result: Omit<MoverResult, 'type' | 'time'>;
  try {
    result = await command({ reporter, signal: abort.signal });
  } catch (error) {
    const known = toMoverError(error, abort.signal);
    result = {
      status: 'failed',
      exitCode: known.exitCode,
      error: known.toInfo(),
    };
  }
  await reporter.end(result);
  return PROCESS_EXIT_CODES[result.status];
}
