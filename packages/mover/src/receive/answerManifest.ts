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

import { constants, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { isAlive } from '../process/isAlive';
import { sleep } from '../process/sleep';
import { serveManifest } from '../verify/serveManifest';

/** In `--run`, with the number of the process that passes the manifest on: the parameters that it was asked for. */
export const MANIFEST_REQUEST = 'manifest-request-';
/** The same for the named pipe that it reads. */
export const MANIFEST_PIPE = 'manifest-pipe-';

const POLL_MS = 10;

/** The descriptor of the pipe, once its reader has opened it; `undefined` when the reader is gone. */
async function openPipe(
  file: string,
  options: { pid: number; signal: AbortSignal },
): Promise<number | undefined> {
  while (!options.signal.aborted) {
    try {
      // to wait in the kernel would be for ever where the reader has died
      return openSync(file, constants.O_WRONLY + constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') {
        throw error;
      }
    }
    if (!isAlive(options.pid)) {
      return undefined;
    }
    await sleep(POLL_MS, options.signal);
  }
  return undefined;
}

/**
 * Writes the manifest of the volume to the process that asks for it on behalf of a sender. Never throws: the sender sees
 * that the connection ends, and asks again.
 *
 * @param options - `pid`: that process; `onComplaint` is told what went wrong here
 */
export async function answerManifest(options: {
  pid: number;
  dataDir: string;
  runDir: string;
  signal: AbortSignal;
  onComplaint(message: string): void;
}): Promise<void> {
  const { pid, dataDir, runDir } = options;
  const request = join(runDir, `${MANIFEST_REQUEST}${pid}`);
  const pipe = join(runDir, `${MANIFEST_PIPE}${pid}`);
  try {
    const parameters = await readFile(request, 'utf8');
    const descriptor = await openPipe(pipe, options);
    if (descriptor !== undefined) {
      await write(descriptor, output =>
        serveManifest([dataDir, parameters.trimEnd()], output),
      );
    }
  } catch (error) {
    options.onComplaint(
      `The volume could not be read for the sender: ${
        (error as Error).message
      }`,
    );
  } finally {
    await Promise.allSettled([request, pipe].map(file => rm(file)));
  }
}

/** Ends when all that was written has gone, or nobody reads it any more. */
async function write(
  fd: number,
  produce: (output: Socket) => Promise<unknown>,
): Promise<void> {
  // neither a file's stream, which blocks a thread, nor a second owner of the descriptor: it closes it
  const output = new Socket({ fd, readable: false, writable: true });
  const closed = new Promise<void>(resolve => {
    output.once('close', () => resolve());
  });
  output.on('error', () => {});
  try {
    await produce(output);
  } finally {
    output.end();
    await closed;
  }
}
