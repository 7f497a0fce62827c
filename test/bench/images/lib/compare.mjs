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

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs two things in turn, A B A B …, so that both meet the same moods of the machine.
 *
 * @param {{title: string, runs: number, before?: () => Promise<void>, after?: () => void, ours: () => Promise<object>, theirs: () => Promise<object>}} options
 *   `before` and `after` are not measured
 * @returns `{ ours, theirs, ratio, rows }`: all runs, the median of the ratios theirs / ours pair by pair, and rows to print
 */
export async function compare({ title, runs, before, after, ours, theirs }) {
  const results = { ours: [], theirs: [] };
  for (let i = 0; i < runs; i += 1) {
    for (const [side, task] of [
      ['ours', ours],
      ['theirs', theirs],
    ]) {
      await before?.();
      const measured = await task();
      await after?.();
      results[side].push(measured);
      step(
        `${title}, ${side === 'ours' ? 'registry-copier' : 'skopeo'}, run ${
          i + 1
        }: ${measured.seconds.toFixed(2)} s, ${measured.cpuSeconds.toFixed(
          2,
        )} CPU s of its own, ${measured.registriesCpuSeconds.toFixed(
          2,
        )} of the registries`,
      );
    }
  }
  const ratio = median(
    results.ours.map(({ seconds }, i) => results.theirs[i].seconds / seconds),
  );
  const row = (name, side) => ({
    measure: title,
    program: name,
    seconds: median(side.map(({ seconds }) => seconds)),
    cpuSeconds: median(side.map(one => one.cpuSeconds)),
    registriesCpuSeconds: median(side.map(one => one.registriesCpuSeconds)),
    requests: median(side.map(one => one.requests.length)),
    peakBytes: Math.max(...side.map(({ peakBytes }) => peakBytes)),
    runs,
  });
  return {
    ...results,
    ratio,
    rows: [row('registry-copier', results.ours), row('skopeo', results.theirs)],
  };
}
