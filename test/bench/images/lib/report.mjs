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

import { execFileSync } from 'node:child_process';
import { arch, cpus, release, totalmem, type } from 'node:os';
import { find } from '../../../../scripts/lib/setup.mjs';
import { alignedTable } from '../../lib/alignedTable.mjs';

/** What the figures hold for, in words. */
export function conditions(bench) {
  const { version } = bench.skopeo;
  const registry = execFileSync(find('docker-registry'), ['--version'], {
    encoding: 'utf8',
  })
    .trim()
    .replace(/^.*?distribution\s+/, '');
  return [
    `Machine: ${cpus().length} cores (${cpus()[0].model.trim()}, ${arch()}), ${(
      totalmem() /
      2 ** 30
    ).toFixed(0)} GiB, ${type()} ${release()}`,
    `Programs: Node ${process.versions.node}, skopeo ${version}, docker-registry ${registry} for source and target`,
    `Registries: processes on this machine, TLS with a CA of their own, password, files in ${bench.storage}; the target is empty and has just started before each first copy`,
    `Data: ${
      bench.scale === 1 ? 'whole' : `sizes × ${bench.scale}`
    }; 20 repositories × 5 tags × 4 layers, 120 of the 200 distinct layers in more than one repository, 1.5 GB distinct; one layer of 4 GB; 500 tags with 5,000 blobs`,
    'Delay: where milliseconds are named, a relay adds that round trip on the way to each registry',
  ].join('\n');
}

/** The medians of all measures, and what became of the bars. */
export function table(rows, bars) {
  const figures = [
    [
      'measure',
      'program',
      'runs',
      'seconds',
      'own CPU s',
      'registries CPU s',
      'requests',
      'peak memory',
    ],
    ...rows.map(row => [
      row.measure,
      row.program,
      String(row.runs),
      row.seconds.toFixed(2),
      row.cpuSeconds.toFixed(2),
      row.registriesCpuSeconds.toFixed(2),
      String(row.requests),
      `${(row.peakBytes / 1e6).toFixed(0)} MB`,
    ]),
  ];
  const outcomes = [
    ['bar', 'asked', 'measured', ''],
    ...bars.map(({ name, bar, measured, held }) => [
      name,
      bar,
      measured,
      { true: 'held', false: 'MISSED' }[held] ?? '',
    ]),
  ];
  return [figures, outcomes].map(alignedTable).join('\n\n');
}
