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

// Measures the portal with a year's migrations: npm run bench:portal -- [--scale <of the data>] [--runs <n>] [--only sqlite,postgres,browser]
import { parseArgs } from 'node:util';
import { buildPortal } from './lib/build.mjs';
import { run } from './lib/run.mjs';
import { Stop, main } from './lib/say.mjs';
import {
  installDependencies,
  installPrograms,
  root,
  underRightNode,
} from './lib/setup.mjs';

const PARTS = ['sqlite', 'postgres', 'browser'];

function options() {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: '1' },
      runs: { type: 'string', default: '21' },
      only: { type: 'string', default: PARTS.join() },
    },
  });
  if (!(Number(values.scale) > 0 && Number(values.scale) <= 1))
    throw new Stop('--scale: above 0, at most 1');
  if (!(Number.isInteger(Number(values.runs)) && Number(values.runs) > 0))
    throw new Stop('--runs: a whole number above 0');
  const unknown = values.only.split(',').find(name => !PARTS.includes(name));
  if (unknown !== undefined)
    throw new Stop(`--only: ${unknown} is none of ${PARTS.join(', ')}`);
  return values;
}

await main(async () => {
  const elsewhere = await underRightNode();
  if (elsewhere !== undefined) return elsewhere;
  const values = options();
  await installDependencies();
  const parts = values.only.split(',');
  if (parts.includes('browser')) {
    await installPrograms(['chromium']);
    await buildPortal();
  }
  const measure = [
    process.execPath,
    'test/bench/portal/measure.mjs',
    JSON.stringify({
      scale: Number(values.scale),
      runs: Number(values.runs),
      parts,
    }),
  ];
  const { code } = await run(
    parts.includes('postgres')
      ? [process.execPath, 'scripts/with-postgres.mjs', ...measure]
      : measure,
    { cwd: root, show: true },
  );
  return code;
});
