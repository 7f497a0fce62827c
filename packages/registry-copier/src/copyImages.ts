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

import { RegistryError } from './model/RegistryError';
import type { CopyOptions, CopyReport, TagReport } from './model/types';
import { buildPlan } from './plan/buildPlan';
import { needsUpload } from './plan/Plan';
import type { BlobJob, Plan, TagUnit } from './plan/Plan';
import { BlobRunner } from './run/BlobRunner';
import { Limiter } from './run/Limiter';
import { openRegistries } from './run/openRegistries';
import type { OpenRegistries } from './run/openRegistries';
import { ProgressMeter } from './run/ProgressMeter';
import { TagWriter } from './run/TagWriter';

function reportOf(unit: TagUnit, failure?: unknown): TagReport {
  const { copy, tag, root, targetDigest } = unit;
  const base = { source: copy.copy.source, target: copy.copy.target, tag };
  if (failure !== undefined) {
    const error =
      failure instanceof RegistryError
        ? failure
        : new RegistryError({ code: 'UNSUPPORTED', message: String(failure) });
    return {
      ...base,
      state: 'failed',
      digest: root?.digest,
      error: error.toCopyError(),
    };
  }
  if (unit.action === 'skip') {
    return { ...base, state: 'unchanged', digest: targetDigest };
  }
  const unchanged =
    unit.action === 'unchanged' && !unit.missingReferrers.length;
  return {
    ...base,
    state: unchanged ? 'unchanged' : 'copied',
    digest: root?.digest,
  };
}

async function writeTags(
  plan: Plan,
  open: OpenRegistries,
  moves: { arrivals: Map<BlobJob, Promise<void>>; limiter: Limiter },
): Promise<TagReport[]> {
  const { clients, emit, log } = open;
  const writers = new Map(
    [...clients].map(([host, client]) => [
      host,
      new TagWriter({ client, log }),
    ]),
  );
  const tagsOf = new Map(
    open.options.copies.map(copy => [copy, new Set<string>()]),
  );
  plan.units.forEach(({ copy, tag }) => tagsOf.get(copy)!.add(tag));

  return await Promise.all(
    plan.units.map(async unit => {
      let failure: unknown = unit.error;
      try {
        if (unit.action !== 'fail' && unit.action !== 'skip') {
          const { host, repository } = unit.copy.target;
          await Promise.all(unit.jobs.map(job => moves.arrivals.get(job)));
          const missing = unit.jobs
            .flatMap(({ targets }) => targets)
            .find(
              target =>
                target.repository === repository && target.error !== undefined,
            );
          if (missing) {
            throw missing.error;
          }
          await moves.limiter.run(() =>
            writers.get(host)!.write(unit, tagsOf.get(unit.copy)!),
          );
        }
      } catch (error) {
        failure = error;
      }
      const report = reportOf(unit, failure);
      const { tag, state, digest, error } = report;
      emit({
        type: 'repository',
        repository: unit.copy.source.repository,
        tag,
        state,
        ...(digest ? { digest } : {}),
        ...(error ? { error } : {}),
      });
      return report;
    }),
  );
}

/**
 * Copies repositories from registry to registry by digest: first all blobs, each once, then manifests, then tags, then
 * what refers to them. A tag appears only after all its content, and is read back.
 *
 * @returns what became of every tag; one that fails does not stop the others
 * @throws RegistryError `INVALID_REFERENCE` before anything moves, `CANCELED` within two seconds of the signal
 * @public
 */
export async function copyImages(options: CopyOptions): Promise<CopyReport> {
  return await openRegistries(options, async open => {
    const { emit, log, signal } = open;
    emit({ type: 'phase', phase: 'scanning' });
    const plan = await buildPlan(open);

    emit({ type: 'phase', phase: 'copying' });
    const meter = new ProgressMeter({
      intervalMs: options.progressIntervalMs ?? 1_000,
      report: progress => emit({ type: 'progress', ...progress }),
    });
    plan.jobs
      .filter(needsUpload)
      .forEach(({ blob }) => meter.expect(blob.size));
    meter.flush();
    const runner = new BlobRunner({ meter, signal, log });
    const blobLimiter = new Limiter(open.options.concurrency);
    const arrivals = new Map(
      plan.jobs.map(job => [job, blobLimiter.run(() => runner.run(job))]),
    );
    const writing = writeTags(plan, open, {
      arrivals,
      limiter: new Limiter(open.options.concurrency),
    });
    await Promise.all(arrivals.values());
    emit({ type: 'phase', phase: 'finishing' });
    const tags = await writing;

    const failed = tags.filter(({ state }) => state === 'failed');
    const someFailed =
      failed.length === tags.length ? 'failed' : 'partiallyFailed';
    return {
      status: failed.length ? someFailed : 'succeeded',
      tags,
      progress: meter.flush(),
      ...runner.counts,
      ...(failed.length ? { error: failed[0].error } : {}),
    };
  });
}
