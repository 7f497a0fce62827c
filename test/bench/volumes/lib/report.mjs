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

import { arch, cpus, release, totalmem, type } from 'node:os';
import { alignedTable } from '../../lib/alignedTable.mjs';

const RATIO = 1.5;
const FIRST_BYTE_MS = 10_000;
const NOOP_MS = 3_000;

/** What the figures were measured with, and where. */
export function conditions({ options, endpoint, east }) {
  return [
    `Machine of the portal: ${
      cpus().length
    } cores (${cpus()[0].model.trim()}, ${arch()}), ${(
      totalmem() /
      2 ** 30
    ).toFixed(0)} GiB, ${type()} ${release()}, Node ${process.versions.node}`,
    `Clusters: ${
      process.env.CLUSTERS_COMMAND
        ? 'both of test/clusters, on this machine'
        : `named by ${east.kubeconfig} and its counterpart`
    }; way from source to target: ${endpoint}, for both`,
    `Data: ${options.volumes} volumes × ${options.files} files × ${options.size} random bytes; nothing to do: ${options.noopFiles} files of 1,024 bytes`,
    `Image: ${process.env.MOVER_IMAGE}, present on the nodes; plain copies run in pods of the same image, which wait with tunnels open before they are timed`,
    `Runs: ${options.runs}, in turn; medians`,
  ].join('\n');
}

/** @returns {{text: string, held: boolean}} tables, and whether no bar was missed */
export function report({ many, noop }) {
  const bars = [];
  const parts = [];
  if (many) {
    const ratio = median(many.map(run => run.movedMs / run.plainMs));
    const firstByte = median(many.map(run => run.firstByteMs));
    parts.push(
      alignedTable([
        [
          'run',
          'plain copies',
          'their pods before',
          'migration',
          'ratio',
          'with their pods',
          'first byte',
        ],
        ...many.map((run, i) => [
          String(i + 1),
          seconds(run.plainMs),
          seconds(run.podsMs),
          seconds(run.movedMs),
          (run.movedMs / run.plainMs).toFixed(2),
          (run.movedMs / (run.plainMs + run.podsMs)).toFixed(2),
          seconds(run.firstByteMs),
        ]),
      ]),
      `Where the time of the last migration went, since its POST:\n\n${marks(
        many[many.length - 1].spread,
      )}`,
    );
    bars.push(
      [
        'all volumes, as a multiple of plain copies',
        `<= ${RATIO}`,
        ratio.toFixed(2),
        ratio <= RATIO,
      ],
      [
        'from the POST to the first byte',
        `<= ${seconds(FIRST_BYTE_MS)}`,
        seconds(firstByte),
        firstByte <= FIRST_BYTE_MS,
      ],
    );
  }
  if (noop) {
    const extra = median(noop.map(run => run.full.totalMs - run.bare.totalMs));
    parts.push(
      alignedTable([
        [
          'run',
          'one file, all',
          'one file, mover',
          'many files, all',
          'many files, mover',
        ],
        ...noop.map(({ bare, full }, i) => [
          String(i + 1),
          ...[bare.totalMs, bare.moverMs, full.totalMs, full.moverMs].map(
            seconds,
          ),
        ]),
      ]),
      `Where the time of the last stage with nothing to do went:\n\n${marks(
        noop[noop.length - 1].full.spread,
      )}`,
    );
    bars.push([
      'nothing to do, more than with one file',
      `<= ${seconds(NOOP_MS)}`,
      seconds(extra),
      extra <= NOOP_MS,
    ]);
  }
  parts.push(
    alignedTable([
      ['bar', 'asked', 'measured', ''],
      ...bars.map(([name, bar, value, held]) => [
        name,
        bar,
        value,
        held ? 'held' : 'MISSED',
      ]),
    ]),
  );
  return { text: parts.join('\n\n'), held: bars.every(bar => bar[3]) };
}

function marks(spread) {
  return alignedTable([
    ['', 'first', 'median', 'last'],
    ...spread.map(({ name, first, median: middle, last }) => [
      name,
      ...[first, middle, last].map(seconds),
    ]),
  ]);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}
