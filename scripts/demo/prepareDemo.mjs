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
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bundlePrograms } from './bundlePrograms.mjs';
import { writeDemoConfig } from './writeDemoConfig.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;

/**
 * Starts the sandbox clusters east and west as one process of their own, puts the demo application into east, and
 * writes what the portal needs to find them. What was there from an earlier start stays.
 *
 * @param {object} options
 * @param {string} [options.directory] - keeps the clusters' state; `.demo` at the root by default
 * @param {{ portal?: number, east?: number, west?: number }} [options.ports] - of the portal (7007) and of the
 *   clusters' APIs (free ones)
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<{ configFiles: string[], clusters: object[], pid: number, ended: Promise<number>, stop(): Promise<void> }>}
 *   `configFiles`: for `--config`, in this order; `ended`: the exit code of the clusters' process
 */
export async function prepareDemo(options = {}) {
  const { ports = {}, log = () => {} } = options;
  const directory = resolve(options.directory ?? join(ROOT, '.demo'));
  await mkdir(directory, { recursive: true });

  log('Building the sandbox and the mover');
  const programs = await bundlePrograms({ root: ROOT, directory });

  log('Starting the clusters east and west');
  const child = spawn(
    process.execPath,
    [
      join(ROOT, 'scripts/demo/runClusters.mjs'),
      JSON.stringify({ directory, ports, ...programs }),
    ],
    // The pipe to its standard input tells it when this process is gone.
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise(resolveEnded => {
    child.once('exit', (code, signal) =>
      resolveEnded(code ?? (signal ? 1 : 0)),
    );
    child.once('error', () => resolveEnded(1));
  });
  const stop = async () => {
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };

  try {
    const clusters = await readClusters(child, ended, log);
    const configFile = await writeDemoConfig({
      root: ROOT,
      directory,
      clusters,
      portalPort: ports.portal ?? 7007,
    });
    return {
      configFiles: [join(ROOT, 'app-config.yaml'), configFile],
      clusters,
      pid: child.pid,
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readClusters(child, ended, log) {
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolveClusters, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new Error(
            `The sandbox clusters did not start in ${
              START_TIMEOUT_MS / 1000
            } seconds`,
          ),
        ),
      START_TIMEOUT_MS,
    );
    ended.then(code => {
      clearTimeout(timer);
      reject(
        new Error(
          `The sandbox clusters ended with code ${code} before they were ready`,
        ),
      );
    });
    lines.on('line', async line => {
      let message;
      try {
        message = JSON.parse(line);
      } catch {
        log(line);
        return;
      }
      if (message.type === 'ready') {
        clearTimeout(timer);
        const clusters = [];
        for (const cluster of message.clusters) {
          clusters.push({
            ...cluster,
            caPem: await readFile(cluster.caFile, 'utf8'),
          });
        }
        resolveClusters(clusters);
      } else {
        log(message.text);
      }
    });
  });
}
