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
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const children = new Set();
let ending = false;

/** Whether this process was told to end. */
export function isEnding() {
  return ending;
}

/**
 * Runs a command to its end. Resolves to `{ code, output }`, where output is the last 64 KiB of both streams.
 * @param {string[]} command
 * @param {{cwd?: string, env?: object, log?: string, show?: boolean, timeoutMs?: number}} [options]
 *   `log`: file that gets everything; `show`: print it too; `timeoutMs`: then it is ended, with code 124.
 */
export function run(command, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], command.slice(1), {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    children.add(child);
    let log;
    if (options.log) {
      mkdirSync(dirname(options.log), { recursive: true });
      log = createWriteStream(options.log);
    }
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', data => {
        log?.write(data);
        if (options.show) process.stdout.write(data);
        output = (output + data).slice(-65536);
      });
    }
    let late = false;
    const timer =
      options.timeoutMs &&
      setTimeout(() => {
        late = true;
        endGroup(child, 'SIGKILL');
      }, options.timeoutMs);
    child.once('error', error => {
      children.delete(child);
      reject(error);
    });
    child.once('close', code => {
      clearTimeout(timer);
      children.delete(child);
      log?.end();
      resolve({ code: late ? 124 : code ?? 1, output });
    });
  });
}

/** Starts a command that goes on; it is ended with this process. */
export function start(command, options = {}) {
  const child = spawn(command[0], command.slice(1), {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: options.stdio ?? ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

/** Ends a command started here with everything that it started. */
export function endGroup(child, signal = 'SIGTERM') {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

function endAll(signal) {
  for (const child of children) endGroup(child, signal);
}

process.once('exit', () => endAll('SIGKILL'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    ending = true;
    endAll('SIGTERM');
    setTimeout(() => process.exit(130), 25_000).unref();
    const wait = setInterval(() => {
      if (children.size === 0) {
        clearInterval(wait);
        process.exit(130);
      }
    }, 50);
  });
}

// npm, told to end, ends the shell between itself and this process, and leaves this process alone.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
