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

import {
  type ChildProcess,
  spawn,
  type StdioOptions,
} from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { childEnvironment } from '../process/childEnvironment';
import { LineSplitter } from '../process/LineSplitter';
import type { FileList } from './FileLists';
import {
  ArchiveOutput,
  archiveArguments,
  type ArchiveProgress,
} from './ArchiveOutput';

const WATCH_MS = 200;

/** How one stream ended. */
export interface ArchiveResult extends ArchiveProgress {
  /** Why not all of it arrived. */
  cause?: string;
}

/**
 * Sends the files of one list through one connection of its own: tar writes into stunnel, and the receiver's tar unpacks.
 * None of the content passes through this process. Never throws: whatever did not arrive is rsync's to bring.
 *
 * @param options - `request`: the first line, which the receiver knows; `ioTimeout`: seconds without a sign of life
 */
export async function sendArchive(options: {
  /** Path of GNU tar. */
  tar: string;
  list: FileList;
  request: string;
  compress: boolean;
  dataDir: string;
  runDir: string;
  ioTimeout: number;
  signal: AbortSignal;
  onProgress(progress: ArchiveProgress): void;
}): Promise<ArchiveResult> {
  const { list, runDir, signal } = options;
  const output = new ArchiveOutput(list);
  let lastSign = performance.now();
  let answer: string | undefined;
  let cause: string | undefined;
  let tar: ChildProcess | undefined;
  const start = (command: string, args: string[], stdio: StdioOptions) => {
    const child = spawn(command, args, {
      cwd: runDir,
      env: childEnvironment(runDir),
      stdio,
    });
    child.on('error', error => {
      cause ??= `${command}: ${error.message}`;
    });
    return child;
  };
  // a socket and not a pipe, as stunnel needs it
  const stunnel = start('stunnel', ['client.conf'], ['pipe', 'pipe', 'ignore']);
  const closed = Promise.race([once(stunnel, 'close'), once(stunnel, 'error')]);
  const stop = () => {
    tar?.kill('SIGKILL');
    stunnel.kill('SIGKILL');
  };
  const watch = setInterval(() => {
    if (performance.now() - lastSign > options.ioTimeout * 1000) {
      cause ??= `nothing moved for ${options.ioTimeout} s`;
      stop();
    }
  }, WATCH_MS);
  signal.addEventListener('abort', stop);
  try {
    const answers = new LineSplitter({
      onLine: line => {
        answer ??= line;
        stop();
      },
    });
    stunnel.stdout?.on('data', chunk => answers.push(chunk));
    const socket = stunnel.stdin as Socket;
    socket.on('error', () => {});
    await new Promise<void>(done =>
      socket.write(`${options.request}\n`, () => done()),
    );
    if (!signal.aborted && !cause) {
      tar = start(options.tar, archiveArguments(options), [
        'ignore',
        socket,
        'pipe',
      ]);
      const lines = new LineSplitter({ onLine: line => output.read(line) });
      tar.stderr?.on('data', chunk => {
        lastSign = performance.now();
        lines.push(chunk);
        options.onProgress(output.progress);
      });
      tar.on('close', () => {
        lastSign = performance.now();
      });
    }
    // tar has it now, and its end is the end of the archive
    socket.destroy();
    await closed.catch(() => {});
  } finally {
    clearInterval(watch);
    signal.removeEventListener('abort', stop);
    stop();
  }
  if (answer === 'unpacked 0') {
    return { files: list.files, bytes: list.bytes };
  }
  return {
    ...output.progress,
    cause:
      cause ??
      (answer ? `the receiver says: ${answer}` : 'the connection broke'),
  };
}
