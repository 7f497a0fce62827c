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

// Started by scripts/bench-portal.mjs with its options as JSON.
import { step } from '../../../scripts/lib/say.mjs';
import { BenchPortal } from './lib/BenchPortal.mjs';
import { fill } from './lib/fill.mjs';
import { measureApi } from './lib/measureApi.mjs';
import { measureBrowser } from './lib/measureBrowser.mjs';
import { conditions, isHeld, table } from './lib/report.mjs';

const { scale, runs, parts } = JSON.parse(process.argv[2]);
const now = new Date();
const tables = [];
const rows = [];
let made;

for (const database of ['sqlite', 'postgres']) {
  const withBrowser = database === 'sqlite' && parts.includes('browser');
  if (!parts.includes(database) && !withBrowser) continue;
  const postgres = Object.entries(process.env).find(([name]) =>
    /^BACKSTAGE_TEST_DATABASE_POSTGRES\d+_CONNECTION_STRING$/.test(name),
  )?.[1];
  if (database === 'postgres' && !postgres)
    throw new Error(
      'There is no PostgreSQL: scripts/with-postgres.mjs starts one',
    );
  const portal = new BenchPortal(database === 'postgres' ? { postgres } : {});
  try {
    step(`${database}: making the tables`);
    await portal.start();
    await portal.stop();
    step(`${database}: filling them`);
    const filled = await portal.withDatabase(knex =>
      fill(knex, { scale, now }),
    );
    made = filled.made;
    await portal.start();
    if (parts.includes(database)) {
      step(`${database}: asking the API`);
      const measured = await measureApi(portal, { ...filled, runs, now });
      rows.push(...measured);
      tables.push(table(`REST API on ${database}`, measured));
    }
    if (withBrowser) {
      step('opening pages in Chromium');
      const measured = await measureBrowser(portal, {
        ...filled,
        runs: Math.min(runs, 7),
      });
      rows.push(...measured);
      tables.push(table('Pages in Chromium, on sqlite', measured));
    }
  } finally {
    await portal.stop();
    portal.close();
  }
}
step('done');
process.stdout.write(
  `\n${conditions({ scale, made })}\n\n${tables.join('\n')}\n`,
);
process.exitCode = rows.every(isHeld) ? 0 : 1;
