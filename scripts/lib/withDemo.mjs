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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endGroup, start } from './run.mjs';
import { root } from './setup.mjs';
import { freePort } from './freePort.mjs';

const limitMs = 300_000;

/**
 * Starts the demo as `npm start` does, with a port and a folder of its own, and ends it after `use`.
 * @param {(address: string) => Promise<void>} use
 * @throws if it does not get ready within five minutes
 */
export async function withDemo(use) {
  const directory = mkdtempSync(join(tmpdir(), 'demo-'));
  const port = await freePort();
  const demo = start([process.execPath, join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: { PORT: String(port), DEMO_DIRECTORY: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise(done => demo.once('close', done));
  try {
    await new Promise((ready, reject) => {
      let output = '';
      const timer = setTimeout(
        () => reject(new Error(`The demo did not get ready:\n${output}`)),
        limitMs,
      );
      for (const stream of [demo.stdout, demo.stderr]) {
        stream.on('data', data => {
          output += data;
          process.stdout.write(data);
          if (output.includes('Ready: http')) {
            clearTimeout(timer);
            ready();
          }
        });
      }
      ended.then(code => {
        clearTimeout(timer);
        reject(new Error(`The demo ended with code ${code}:\n${output}`));
      });
    });
    await use(`http://localhost:${port}`);
  } finally {
    endGroup(demo, 'SIGINT');
    const late = setTimeout(() => endGroup(demo, 'SIGKILL'), 20_000);
    await ended;
    clearTimeout(late);
    rmSync(directory, { recursive: true, force: true });
  }
}
