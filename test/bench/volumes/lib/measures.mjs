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

import { step } from '../../../../scripts/lib/say.mjs';
import { PlainCopies } from './PlainCopies.mjs';
import { firstMark, spread, timeline } from './timeline.mjs';

/** Many volumes at once, by a migration and by hand, in turn. */
export async function many(bench) {
  const { volumes, files, size, runs } = bench.options;
  const names = Array.from({ length: volumes }, (_, i) => `data-${i}`);
  const source = await bench.namespace('bench-many', [bench.east]);
  step(`filling ${volumes} volumes with ${files} files of ${size} bytes each`);
  await bench.fill(source, names, { files, size });
  const measured = [];
  for (let run = 1; run <= runs; run += 1) {
    step(`run ${run} of ${runs}: plain copies`);
    const plainTarget = await bench.namespace('bench-plain', [bench.west]);
    await bench.claims(bench.west, plainTarget, names);
    const copies = await PlainCopies.prepare(bench, {
      source,
      target: plainTarget,
      names,
    });
    await bench.settle(source, plainTarget);
    const plainMs = await copies.run();
    await copies.remove();

    step(`run ${run} of ${runs}: migration`);
    const target = await bench.namespace('bench-moved', [bench.west]);
    const plan = await bench.plan({ source, target, volumes: names });
    await bench.settle(source, plainTarget);
    const done = await bench.migrate(plan.id);
    const timelines = await timeline(bench, done);
    const movedMs = Date.parse(done.migration.finishedAt) - done.startedAt;
    requireAll(done.migration, { volumes, files });
    // Not earlier: what is deleted would keep the disk busy while the other side copies.
    await bench.removeNamespace(plainTarget);
    await bench.removeNamespace(target);
    measured.push({
      plainMs,
      podsMs: copies.startMs,
      movedMs,
      firstByteMs: firstMark(timelines, 'receiver receiving'),
      lastCopiedMs: Math.max(
        ...spread(timelines)
          .filter(({ name }) => name === 'sender verifying')
          .map(({ last }) => last),
      ),
      spread: spread(timelines),
    });
    step(`plain ${plainMs} ms, migration ${movedMs} ms`);
  }
  return measured;
}

function requireAll({ items }, { volumes, files }) {
  const bad = items.find(
    ({ progress, result }) =>
      progress.filesDone !== files ||
      result.verification?.mismatchCount !== 0 ||
      result.filesTransferred !== files,
  );
  if (items.length !== volumes || bad)
    throw new Error(`Not everything was copied: ${JSON.stringify(bad)}`);
}

/** A stage of a volume that has not changed, against one of a volume with one file. */
export async function noop(bench) {
  const { noopFiles, runs } = bench.options;
  const namespace = await bench.namespace('bench-noop');
  step(`filling a volume with ${noopFiles} files`);
  await bench.fill(namespace, ['full'], { files: noopFiles, size: 1024 });
  await bench.fill(namespace, ['bare'], { files: 1, size: 1024 });
  const plans = {};
  for (const name of ['full', 'bare']) {
    step(`first stage of ${name}`);
    plans[name] = await bench.plan({
      source: namespace,
      target: namespace,
      volumes: [name],
    });
    await bench.migrate(plans[name].id);
  }
  const measured = [];
  for (let run = 1; run <= runs; run += 1) {
    step(`run ${run} of ${runs}: stages with nothing to do`);
    const stages = {};
    for (const name of ['bare', 'full']) {
      const done = await bench.migrate(plans[name].id);
      const [item] = done.migration.items;
      if (item.result.filesTransferred !== 0)
        throw new Error(`Something was sent: ${JSON.stringify(item)}`);
      const timelines = await timeline(bench, done);
      stages[name] = {
        totalMs: Date.parse(done.migration.finishedAt) - done.startedAt,
        moverMs:
          firstMark(timelines, 'sender ended') -
          firstMark(timelines, 'sender starting'),
        spread: spread(timelines),
      };
    }
    measured.push(stages);
    step(
      `one file ${stages.bare.totalMs} ms, ${noopFiles} files ${stages.full.totalMs} ms`,
    );
  }
  return measured;
}
