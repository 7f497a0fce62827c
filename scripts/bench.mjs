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

// Every benchmark, one after the other: npm run bench
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { main, step } from './lib/say.mjs';
import { root } from './lib/setup.mjs';

const BENCHES = ['images', 'volumes', 'portal'];

await main(async () => {
  const outcomes = [];
  for (const name of BENCHES) {
    step(`bench:${name}`);
    const child = spawn(
      process.execPath,
      [join(root, `scripts/bench-${name}.mjs`)],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const [code, signal] = await once(child, 'exit');
    if (signal) return 130;
    outcomes.push({ name, held: code === 0 });
  }
  for (const { name, held } of outcomes)
    step(`bench:${name}: ${held ? 'all bars held' : 'MISSED, see above'}`);
  return outcomes.every(({ held }) => held) ? 0 : 1;
});
