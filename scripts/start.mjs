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

import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { buildPortal } from './lib/build.mjs';
import { endGroup, isEnding, start } from './lib/run.mjs';
import { Stop, main, step } from './lib/say.mjs';
import {
  installDependencies,
  installPrograms,
  requireDisk,
  root,
  underRightNode,
} from './lib/setup.mjs';

// PORT and DEMO_DIRECTORY let several demos stand side by side, as the browser test needs.
const port = Number(process.env.PORT ?? 7007);
const directory = resolve(process.env.DEMO_DIRECTORY ?? join(root, '.demo'));

await main(async () => {
  const elsewhere = await underRightNode();
  if (elsewhere !== undefined) return elsewhere;
  await requireFreePort(port);
  await installDependencies();
  await installPrograms([
    'rsync',
    'stunnel4',
    'zstd',
    'getfattr',
    'docker-registry',
  ]);
  await buildPortal();
  requireDisk(1);

  const { prepareDemo } = await import('./demo/prepareDemo.mjs');
  const demo = await prepareDemo({
    directory,
    ports: { portal: port },
    log: step,
  });

  step('Starting the portal');
  const logFile = join(directory, 'portal.log');
  const log = openSync(logFile, 'w');
  const backend = start(
    [
      process.execPath,
      '--require',
      join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
      ...demo.configFiles.flatMap(file => ['--config', file]),
    ],
    {
      cwd: join(root, 'packages/backend'),
      env: { NODE_ENV: 'development' },
      stdio: ['ignore', log, log],
    },
  );
  const ended = Promise.race([
    new Promise(done => backend.once('close', done)).then(() => 'portal'),
    demo.ended.then(() => 'process of the clusters'),
  ]);
  const address = `http://localhost:${port}`;
  await Promise.race([
    answers(`${address}/.backstage/health/v1/readiness`),
    ended.then(what => {
      throw new Stop(
        `The ${what} ended while starting. The log is ${logFile}.`,
      );
    }),
  ]);
  step(`Ready: ${address}  (log: ${logFile}; Ctrl+C ends everything)`);
  const what = await ended;
  endGroup(backend);
  await demo.stop();
  if (isEnding()) return 130;
  throw new Stop(`The ${what} ended. The log is ${logFile}.`);
});

async function answers(url) {
  const end = Date.now() + 180_000;
  while (Date.now() < end) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Stop(`The portal does not answer at ${url} after three minutes.`);
}

function requireFreePort(wanted) {
  return new Promise((done, reject) => {
    const server = createServer();
    server.once('error', error =>
      reject(
        new Stop(
          error.code === 'EADDRINUSE'
            ? `Port ${wanted} is in use. End what listens there, or choose another one: PORT=${
                wanted + 1
              } npm start`
            : `Port ${wanted} can't be used: ${error.message}.`,
        ),
      ),
    );
    server.listen(wanted, '127.0.0.1', () => server.close(() => done()));
  });
}
