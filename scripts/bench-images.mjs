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

// Compares the registry copier with skopeo: npm run bench:images -- [--scale <of the data>] [--runs <n>] [--only <measures>] [--folder <for the data>]
import { parseArgs } from 'node:util';
import { Stop, main, step } from './lib/say.mjs';
import {
  installDependencies,
  installPrograms,
  underRightNode,
} from './lib/setup.mjs';

const MEASURES = ['firstAndSecond', 'delayed', 'bigLayer', 'planning'];

function options() {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: '1' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string', default: MEASURES.join() },
      folder: { type: 'string' },
    },
  });
  const scale = Number(values.scale);
  const runs = Number(values.runs);
  const only = values.only.split(',');
  if (!(scale > 0 && scale <= 1)) throw new Stop('--scale: above 0, at most 1');
  if (!(Number.isInteger(runs) && runs > 0))
    throw new Stop('--runs: a whole number above 0');
  const unknown = only.find(name => !MEASURES.includes(name));
  if (unknown !== undefined)
    throw new Stop(`--only: ${unknown} is none of ${MEASURES.join(', ')}`);
  return { scale, runs, only, folder: values.folder };
}

await main(async () => {
  const elsewhere = await underRightNode();
  if (elsewhere !== undefined) return elsewhere;
  const { scale, runs, only, folder } = options();
  await installDependencies();
  await installPrograms(['docker-registry', 'skopeo']);

  const lib = '../test/bench/images/lib';
  const { Bench } = await import(`${lib}/Bench.mjs`);
  const measures = await import(`${lib}/measures.mjs`);
  const { conditions, table } = await import(`${lib}/report.mjs`);
  const bench = await Bench.create({ scale, folder });
  const rows = [];
  const bars = [];
  try {
    for (const name of only) {
      const measured = await measures[name](bench, { runs });
      rows.push(...measured.rows);
      bars.push(...measured.bars);
    }
  } finally {
    await bench.close();
  }
  step('done');
  process.stdout.write(`\n${conditions(bench)}\n\n${table(rows, bars)}\n`);
  return bars.every(({ held }) => held !== false) ? 0 : 1;
});
