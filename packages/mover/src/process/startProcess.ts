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

import { spawn } from 'node:child_process';
import { MoverError } from '../errors/MoverError';
import { childEnvironment } from './childEnvironment';
import { killGroup } from './killGroup';

/** How long a process may take to end by itself once it was told to. */
const KILL_AFTER_MS = 2000;
/** How long output may still come after the process's end; somebody else may hold the pipe. */
const DRAIN_MS = 2000;

/** What to run. */
export interface StartProcessOptions {
  command: string;
  args: string[];
  cwd: string;
  /** Its standard input: `pipe` is a socket of ours; nothing otherwise. */
  stdin?: 'pipe';
  /** Ends the process and all its children. */
  signal: AbortSignal;
  onStdout?(chunk: Buffer): void;
  onStderr?(chunk: Buffer): void;
}

/** A process in a group of its own. */
export interface StartedProcess {
  readonly pid: number;
  readonly stdin?: NodeJS.WritableStream;
  /**
   * When it has ended and its output has been read, but no later than two seconds after its end, whoever else holds its
   * output open. Never rejects for an exit code.
   */
  readonly exited: Promise<{
    code: number | undefined;
    signal: string | undefined;
  }>;
  /** Ends it and all its children: a request at first, by force after two seconds. */
  stop(): Promise<void>;
}

/**
 * Starts a process that leaves no child behind.
 * @throws MoverError `TOOL_MISSING`
 */
export async function startProcess(
  options: StartProcessOptions,
): Promise<StartedProcess> {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: childEnvironment(options.cwd),
    detached: true,
    stdio: [options.stdin ?? 'ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new MoverError({
              code: 'TOOL_MISSING',
              message: `The program "${options.command}" is not in this image`,
              hint: 'Use an image built from the mover’s Containerfile: it needs rsync, stunnel and a shell.',
            })
          : error,
      ),
    );
  });
  const pid = child.pid as number;
  child.stdin?.on('error', () => {});
  child.stdout?.on('data', chunk => options.onStdout?.(chunk));
  child.stderr?.on('data', chunk => options.onStderr?.(chunk));

  let killTimer: NodeJS.Timeout | undefined;
  let ended = false;
  const terminate = () => {
    if (!ended && !killTimer) {
      killGroup(pid, 'SIGTERM');
      killTimer = setTimeout(() => killGroup(pid, 'SIGKILL'), KILL_AFTER_MS);
    }
  };
  const exited = new Promise<{
    code: number | undefined;
    signal: string | undefined;
  }>(resolve => {
    let drain: NodeJS.Timeout | undefined;
    child.once('exit', () => {
      drain = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, DRAIN_MS);
    });
    child.once('close', (code, signal) => {
      ended = true;
      clearTimeout(drain);
      clearTimeout(killTimer);
      options.signal.removeEventListener('abort', terminate);
      resolve({ code: code ?? undefined, signal: signal ?? undefined });
    });
  });
  if (options.signal.aborted) {
    terminate();
  } else {
    options.signal.addEventListener('abort', terminate);
  }
  return {
    pid,
    stdin: child.stdin ?? undefined,
    exited,
    stop: async () => {
      terminate();
      await exited;
    },
  };
}
