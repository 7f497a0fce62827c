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
import { RegistryError } from '../model/RegistryError';
import type { ValidOptions } from '../model/validateOptions';
import { collectJobs } from './collectJobs';
import { findBlobs } from './findBlobs';
import type { Plan } from './Plan';
import { scanCopy } from './scanCopy';
import { failedUnit } from './scanImage';

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
        await client.reach();
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

/**
 * Looks at both sides and says what has to be done; moves nothing. Errors of single tags are in their units.
 *
 * @throws RegistryError `CANCELED`
 */
export async function buildPlan(context: PlanContext): Promise<Plan> {
  const { options, clients, signal, log } = context;
  const errors = await unreachable(context);
  const absent = new Set<string>();
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
        absent,
        log,
      });
    }),
  );
  const units = scans.flat();
  const jobs = collectJobs(units, clients);
  await findBlobs(jobs, { absent, inFlight: options.concurrency });
  if (signal.aborted) {
    throw new RegistryError({
      code: 'CANCELED',
      message: 'The copy was canceled',
    });
  }
  return { units, jobs };
}
