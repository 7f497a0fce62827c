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

import type { RegistryClient } from '../client/RegistryClient';
import { retry } from '../client/retry';
import { blobKey, blobsOf } from '../graph/ManifestGraph';
import { RegistryError } from '../model/RegistryError';
import type { ValidOptions } from '../model/validateOptions';
import { Limiter } from '../run/Limiter';
import { failedUnit, scanCopy } from './scanCopy';
import type { BlobJob, Plan, TagUnit } from './Plan';

/** What planning works with. */
export interface PlanContext {
  options: ValidOptions;
  clients: Map<string, RegistryClient>;
  signal: AbortSignal;
  log: (level: 'info' | 'warn', message: string) => void;
}

/** Registries that cannot be reached at all, so that not every single tag has to find that out. */
async function unreachable({
  clients,
}: PlanContext): Promise<Map<string, RegistryError>> {
  const errors = new Map<string, RegistryError>();
  await Promise.all(
    [...clients].map(async ([host, client]) => {
      try {
        await client.ping();
      } catch (error) {
        // Some registries let nobody ping but everybody pull; whether an account may do something shows when it does.
        if (
          error instanceof RegistryError &&
          ['NETWORK', 'TLS'].includes(error.code)
        ) {
          errors.set(host, error);
        }
      }
    }),
  );
  return errors;
}

function collectJobs(
  units: TagUnit[],
  clients: Map<string, RegistryClient>,
): BlobJob[] {
  const jobs = new Map<string, BlobJob>();
  for (const unit of units) {
    const { source, target } = unit.copy;
    const writes =
      ['create', 'overwrite'].includes(unit.action) && unit.root
        ? [unit.root]
        : [];
    for (const blob of unit.action === 'fail'
      ? []
      : blobsOf(...writes, ...unit.missingReferrers)) {
      const key = `${target.host}/${blobKey(blob)}`;
      const job = jobs.get(key) ?? {
        blob,
        client: clients.get(target.host)!,
        sources: [],
        targets: [],
      };
      jobs.set(key, job);
      if (
        !job.sources.some(
          place =>
            place.client.host === source.host &&
            place.repository === source.repository,
        )
      ) {
        job.sources.push({
          client: clients.get(source.host)!,
          repository: source.repository,
        });
      }
      if (
        !job.targets.some(({ repository }) => repository === target.repository)
      ) {
        job.targets.push({
          repository: target.repository,
          copy: unit.copy,
          present: false,
        });
      }
      if (source.host === target.host) {
        job.mountFrom ??= source.repository;
      }
      unit.jobs.push(job);
    }
  }
  return [...jobs.values()].sort((a, b) => b.blob.size - a.blob.size);
}

/**
 * Looks at both sides and says what has to be done; moves nothing. Errors of single tags are in their units.
 *
 * @throws RegistryError `CANCELED`
 */
export async function buildPlan(context: PlanContext): Promise<Plan> {
  const { options, clients, signal, log } = context;
  const limiter = new Limiter(options.concurrency);
  const errors = await unreachable(context);
  const scans = await Promise.all(
    options.copies.map(async copy => {
      const error =
        errors.get(copy.source.host) ?? errors.get(copy.target.host);
      if (error) {
        return (copy.tags ?? ['*']).map(tag => failedUnit(copy, tag, error));
      }
      return await scanCopy(copy, {
        source: clients.get(copy.source.host)!,
        target: clients.get(copy.target.host)!,
        limiter,
        existing: options.existing,
        log,
      });
    }),
  );
  const units = scans.flat();
  const jobs = collectJobs(units, clients);
  await Promise.all(
    jobs.flatMap(job =>
      job.targets.map(target =>
        limiter.run(async () => {
          const { client, blob } = job;
          try {
            target.present = await retry(
              () => client.blobs.exists(target.repository, blob.digest),
              {
                policy: client.policy,
                signal,
              },
            );
            target.outcome = target.present ? 'present' : undefined;
          } catch (error) {
            target.outcome = 'failed';
            target.error = error;
          }
        }),
      ),
    ),
  );
  if (signal.aborted) {
    throw new RegistryError({
      code: 'CANCELED',
      message: 'The copy was canceled',
    });
  }
  return { units, jobs };
}
