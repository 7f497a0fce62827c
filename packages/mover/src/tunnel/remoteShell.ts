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
import { Socket } from 'node:net';

/** rsync's own exit code for a connection without a byte: the sender tries again. */
const TIMEOUT_CODE = 30;
const FIRST_ANSWER_S = 60;
/** rsync has a timeout of its own, and it explains itself better: it goes first. */
const SILENCE_FACTOR = 2;
/**
 * rsync's timeout never comes while it only waits, since its own signs of life count as traffic. A receiver that compares
 * the content of one huge file says nothing meanwhile, hence so long.
 */
const NO_ANSWER_FACTOR = 20;
const CLOSE_S = 30;

/** What rsync's remote shell needs. */
export interface RemoteShellOptions {
  /** rsync's server command, without line breaks. */
  request: string;
  /** Seconds without a byte after which the connection counts as dead. */
  ioTimeout: number;
  /** Ends this process. */
  exit(code: number): void;
}

/**
 * The arguments after the command: the timeout, then what rsync adds, which is the name of a host, `rsync` and the
 * server's options.
 */
export function parseRemoteShellArguments(args: string[]): {
  request: string;
  ioTimeout: number;
} {
  const [ioTimeout, , ...command] = args;
  return { request: command.join(' '), ioTimeout: Number(ioTimeout) };
}

/**
 * The process between rsync and stunnel: sends rsync's server command as the first line of the connection and then
 * carries rsync's data in both directions, each on its own, so that neither waits for the other. rsync waits for its
 * remote shell without a limit; this one always ends.
 *
 * stunnel gets sockets, which is what Node makes for a child: on a pipe it blocks in reading and forgets what it has to
 * write.
 */
export function remoteShell(options: RemoteShellOptions): void {
  const { ioTimeout, exit } = options;
  // not process.stdin and process.stdout: those may block
  const fromRsync = new Socket({ fd: 0, readable: true, writable: false });
  const toRsync = new Socket({ fd: 1, readable: false, writable: true });
  const stunnel = spawn('stunnel', ['client.conf'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const fail = (message: string) => {
    process.stderr.write(`mover: ${message}\n`, () => {
      stunnel.kill('SIGKILL');
      exit(TIMEOUT_CODE);
    });
  };

  const startedAt = performance.now();
  let lastByte = startedAt;
  let lastAnswer = startedAt;
  let answered = false;
  let closingSince: number | undefined;
  const closing = () => {
    closingSince ??= performance.now();
  };
  const watch = () => {
    const now = performance.now();
    const silence = (since: number) => (now - since) / 1000;
    const firstAnswer = Math.min(ioTimeout, FIRST_ANSWER_S);
    if (closingSince !== undefined && silence(closingSince) >= CLOSE_S) {
      fail(`the connection does not close within ${CLOSE_S} s`);
    } else if (!answered && silence(startedAt) >= firstAnswer) {
      fail(`the receiver does not answer within ${firstAnswer} s`);
    } else if (silence(lastByte) >= SILENCE_FACTOR * ioTimeout) {
      fail(`no byte in either direction for ${SILENCE_FACTOR * ioTimeout} s`);
    } else if (silence(lastAnswer) >= NO_ANSWER_FACTOR * ioTimeout) {
      fail(`no byte from the receiver for ${NO_ANSWER_FACTOR * ioTimeout} s`);
    }
  };
  setInterval(watch, 200);

  // an error of one end ends the other one, by its end of stream
  for (const stream of [fromRsync, toRsync, stunnel.stdin, stunnel.stdout]) {
    stream.on('error', closing);
  }
  stunnel.on('error', error =>
    fail(`stunnel cannot be started: ${error.message}`),
  );
  stunnel.stdin.write(`${options.request}\n`);
  fromRsync.on('data', () => {
    lastByte = performance.now();
  });
  stunnel.stdout.on('data', () => {
    answered = true;
    lastByte = performance.now();
    lastAnswer = lastByte;
  });
  fromRsync.pipe(stunnel.stdin);
  stunnel.stdout.pipe(toRsync);
  fromRsync.on('close', () => {
    closing();
    stunnel.stdin.end();
  });
  toRsync.on('error', () => {
    // nobody reads any more: what still comes must not be in the way of the end
    stunnel.stdout.resume();
    stunnel.stdin.end();
  });
  stunnel.stdout.on('end', () => {
    closing();
    stunnel.stdin.end();
  });
  stunnel.on('close', () => {
    toRsync.end(() => exit(0));
    toRsync.on('close', () => exit(0));
  });
}
