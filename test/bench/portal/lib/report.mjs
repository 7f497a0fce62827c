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

import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import { alignedTable } from '../../lib/alignedTable.mjs';

/** What the figures hold for, in words. */
export function conditions({ scale, made }) {
  const { migrations, items, events, audit } = made;
  return [
    `Machine: ${cpus().length} cores (${cpus()[0].model.trim()}, ${arch()}), ${(
      totalmem() /
      2 ** 30
    ).toFixed(0)} GiB, ${type()} ${release()}, load ${loadavg()[0].toFixed(1)}`,
    `Programs: Node ${process.versions.node}; portal, database and browser on this machine`,
    `Data: ${
      scale === 1 ? 'whole' : `× ${scale}`
    }; ${migrations} migrations of one year, one with 1,000 items, ${items} items, ${events} events, ${audit} audit entries`,
    'Times: API from the request to the last byte of the answer, over loopback, one at a time, permissions on; browser from the navigation, signed in, with warm cache',
  ].join('\n');
}

/** A table of medians with their bars. */
export function table(title, rows) {
  const cells = [
    ['', 'entries', 'runs', 'median ms', 'p95 ms', 'bar ms', ''],
    ...rows.map(row => [
      row.what,
      row.entries === undefined ? '' : String(row.entries),
      String(row.runs),
      row.medianMs.toFixed(1),
      row.p95Ms.toFixed(1),
      row.bar === undefined ? '' : String(row.bar),
      row.bar === undefined ? '' : isHeld(row) ? 'held' : 'MISSED',
    ]),
  ];
  return `${title}\n\n${alignedTable(cells)}\n`;
}

/** Whether the median is below the bar. */
export function isHeld({ medianMs, bar }) {
  return bar === undefined || medianMs < bar;
}
