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
import { ProcessWatch } from './ProcessWatch.mjs';

/**
 * Runs a program to its end and measures it.
 *
 * @returns `{ seconds, cpuSeconds, peakBytes, output }`
 * @throws when it fails, or takes longer than `timeoutMs`
 */
export async function runTool({ command, env, user, timeoutMs = 900_000 }) {
  const started = performance.now();
  const child = spawn(command[0], command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(user ? { uid: user, gid: user } : {}),
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const watch = new ProcessWatch(child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', data => (output = (output + data).slice(-65_536)));
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status, signal) => resolve(status ?? signal));
    });
    const seconds = (performance.now() - started) / 1000;
    if (code !== 0)
      throw new Error(
        `${command.slice(0, 2).join(' ')} ended with ${code}: ${output.slice(
          -1500,
        )}`,
      );
    return {
      seconds,
      cpuSeconds: watch.cpuSeconds,
      peakBytes: watch.peakBytes,
      output,
    };
  } finally {
    watch.stop();
  }
}
