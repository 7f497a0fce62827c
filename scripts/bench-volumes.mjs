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

// Compares migrations of volumes with plain rsync on two clusters: npm run bench:volumes -- [--volumes <n>] [--files <n>] [--size <bytes>] [--noop-files <n>] [--runs <n>] [--only <measures>] [--endpoint <type>]
import { parseArgs } from 'node:util';
import { Stop, main, step } from './lib/say.mjs';
import {
  installDependencies,
  installPrograms,
  underRightNode,
} from './lib/setup.mjs';

const MEASURES = ['many', 'noop'];
const ENDPOINTS = ['route', 'nodePort'];

function options() {
  const { values } = parseArgs({
    options: {
      volumes: { type: 'string', default: '10' },
      files: { type: 'string', default: '1000' },
      size: { type: 'string', default: String(100 * 1024) },
      'noop-files': { type: 'string', default: '50000' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string', default: MEASURES.join() },
      endpoint: { type: 'string' },
    },
  });
  const number = name => {
    const value = Number(values[name]);
    if (!(Number.isInteger(value) && value > 0))
      throw new Stop(`--${name}: a whole number above 0`);
    return value;
  };
  const only = values.only.split(',');
  const unknown = only.find(name => !MEASURES.includes(name));
  if (unknown !== undefined)
    throw new Stop(`--only: ${unknown} is none of ${MEASURES.join(', ')}`);
  if (values.endpoint && !ENDPOINTS.includes(values.endpoint))
    throw new Stop(`--endpoint: one of ${ENDPOINTS.join(', ')}`);
  return {
    volumes: number('volumes'),
    files: number('files'),
    size: number('size'),
    noopFiles: number('noop-files'),
    runs: number('runs'),
    only,
    endpoint: values.endpoint,
  };
}

await main(async () => {
  const elsewhere = await underRightNode();
  if (elsewhere !== undefined) return elsewhere;
  const asked = options();
  await installDependencies();
  await installPrograms(['rsync', 'stunnel4']);
  const { clustersForTests } = await import(
    '../test/e2e/lib/clustersForTests.mjs'
  );
  const { env, stop } = await clustersForTests({ step });
  // What it imports reads its settings once.
  Object.assign(process.env, env);
  const lib = '../test/bench/volumes/lib';
  const { Bench } = await import(`${lib}/Bench.mjs`);
  const measures = await import(`${lib}/measures.mjs`);
  const { conditions, report } = await import(`${lib}/report.mjs`);
  const bench = await Bench.create(asked);
  const measured = {};
  try {
    for (const name of asked.only) measured[name] = await measures[name](bench);
  } finally {
    await bench.close();
    await stop();
  }
  step('done');
  const { text, held } = report(measured);
  process.stdout.write(`\n${conditions(bench)}\n\n${text}\n`);
  return held ? 0 : 1;
});
