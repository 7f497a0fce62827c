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

import { cpus } from 'node:os';
import { compare, median } from './compare.mjs';
import { writeBigLayer, writeManyImages, writeManyTags } from './fixtures.mjs';
import { StoredContent } from './StoredContent.mjs';

const times = ratio => `${ratio.toFixed(2)} ×`;

function atLeast(name, bar, ratio) {
  return {
    name,
    bar: `at least ${bar} ×`,
    measured: times(ratio),
    held: ratio >= bar,
  };
}

function below(name, bar, value, print) {
  return {
    name,
    bar: `below ${print(bar)}`,
    measured: print(value),
    held: value < bar,
  };
}

/** Of what takes long, and whose figures are far from the bars. */
// What would be left if nothing had to be done but the registries' answers, on all cores at once.
const limitOf = theirs => (one, i) =>
  theirs[i].seconds / (one.registriesCpuSeconds / cpus().length);

const fewer = runs => Math.max(1, runs - 1);

const megabytes = bytes => `${(bytes / 1e6).toFixed(0)} MB`;
const seconds = value => `${value.toFixed(1)} s`;

/** A first copy without delay, then the same again with nothing to do. */
export async function firstAndSecond(bench, { runs }) {
  await bench.fill(writeManyImages);
  const { first, second } = await copyTwice(bench, {
    runs,
    name: 'copy',
    ours: () => bench.measure(() => bench.copier.copy(bench.job())),
    theirs: () => bench.measure(() => bench.skopeo.sync(bench.job())),
  });
  return {
    rows: [...first.rows, ...second.rows],
    bars: [
      atLeast('first copy, against skopeo sync', 2, first.ratio),
      atLeast('second copy, against skopeo sync', 5, second.ratio),
      {
        name: 'second copy, if the copier itself took no time at all',
        bar: 'see README',
        measured: times(median(second.ours.map(limitOf(second.theirs)))),
      },
      below(
        'peak memory, first copy',
        200e6,
        Math.max(...first.ours.map(({ peakBytes }) => peakBytes)),
        megabytes,
      ),
    ],
  };
}

/** The same with a round trip of 20 ms to each registry, and how much goes to the target. */
export async function delayed(bench, { runs }) {
  await bench.fill(writeManyImages);
  const relay = await bench.relay(20);
  const measured = task => async () => {
    const before = await relay.carried();
    const result = await bench.measure(() => task(bench.job(relay)));
    const after = await relay.carried();
    return { ...result, uploaded: after[1].toRegistry - before[1].toRegistry };
  };
  const { first, second } = await copyTwice(bench, {
    runs: fewer(runs),
    name: 'copy, 20 ms',
    ours: measured(job => bench.copier.copy(job)),
    theirs: measured(job => bench.skopeo.sync(job)),
  });
  await relay.stop();
  const needed = new StoredContent(bench.source.storage).bytes();
  const excess =
    median(first.ours.map(({ uploaded }) => uploaded)) / needed - 1;
  return {
    rows: [...first.rows, ...second.rows],
    bars: [
      atLeast('first copy, 20 ms, against skopeo sync', 5, first.ratio),
      atLeast('second copy, 20 ms, against skopeo sync', 5, second.ratio),
      {
        name: 'bytes sent to the target beyond distinct blobs and manifests',
        bar: 'at most 1 %',
        measured: `${(excess * 100).toFixed(2)} %`,
        held: excess <= 0.01,
      },
    ],
  };
}

async function copyTwice(bench, { runs, name, ours, theirs }) {
  const first = await compare({
    title: `first ${name}`,
    runs,
    before: () => bench.target.empty(),
    after: () => bench.verify(),
    ours,
    theirs,
  });
  const second = await compare({
    title: `second ${name}`,
    runs,
    after: () => bench.verify(),
    ours,
    theirs,
  });
  return { first, second };
}

/** One layer of 4 GB. */
export async function bigLayer(bench, { runs }) {
  await bench.fill(writeBigLayer);
  const big = await compare({
    title: 'one 4 GB layer',
    runs: fewer(runs),
    before: () => bench.target.empty(),
    after: () => bench.verify(),
    ours: () => bench.measure(() => bench.copier.copy(bench.job())),
    theirs: () => bench.measure(() => bench.skopeo.copy(bench.job())),
  });
  return {
    rows: big.rows,
    bars: [
      atLeast('one 4 GB layer, against skopeo copy', 0.9, big.ratio),
      below(
        'peak memory, one 4 GB layer',
        200e6,
        Math.max(...big.ours.map(({ peakBytes }) => peakBytes)),
        megabytes,
      ),
    ],
  };
}

/** What is asked of the registries to plan 500 tags with 5,000 blobs. */
export async function planning(bench) {
  await bench.fill(writeManyTags);
  // Blobs are hardly asked for in repositories that do not exist.
  await bench.seedTarget();
  const relay = await bench.relay(10);
  const plan = await bench.measure(() => bench.copier.plan(bench.job(relay)));
  await relay.stop();
  const { requests } = plan;
  const count = path => requests.filter(one => path.test(one.path)).length;
  const manifests = Object.keys(bench.fixture.tags).length;
  const blobs = manifests * 10;
  const perManifest = count(/\/(?:manifests|referrers)\//) / manifests;
  const perBlob = count(/\/blobs\//) / blobs;
  return {
    rows: [
      {
        measure: `plan of ${manifests} tags, 10 ms`,
        program: 'registry-copier',
        runs: 1,
        ...plan,
        requests: requests.length,
      },
    ],
    bars: [
      below(
        `plan of ${manifests} tags and ${blobs} blobs, 10 ms`,
        60,
        plan.seconds,
        seconds,
      ),
      {
        name: 'requests for each manifest',
        bar: 'at most 2',
        measured: perManifest.toFixed(2),
        held: perManifest > 0 && perManifest <= 2,
      },
      {
        name: 'requests for each blob and registry',
        bar: 'at most 1',
        measured: perBlob.toFixed(2),
        held: perBlob > 0 && perBlob <= 1,
      },
    ],
  };
}
