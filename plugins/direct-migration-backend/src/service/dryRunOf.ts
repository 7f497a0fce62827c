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

import type {
  Migration,
  MigrationInput,
  Plan,
  Preflight,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { migrationItems } from './migrationItems';

/** A migration as it would be; it is stored nowhere. */
export function dryRunOf(options: {
  plan: Plan;
  input: MigrationInput;
  preflight: Preflight;
  initiatedBy: string;
  now: Date;
}): Migration {
  const { plan, input, preflight, initiatedBy, now } = options;
  return {
    id: '',
    planId: plan.id,
    planName: plan.name,
    type: input.type,
    state: 'queued',
    ...(plan.entityRef && { entityRef: plan.entityRef }),
    sourceCluster: plan.sourceCluster,
    targetCluster: plan.targetCluster,
    initiatedBy,
    createdAt: now.toISOString(),
    progress: { bytesDone: 0, filesDone: 0 },
    ...(input.options && { options: input.options }),
    items: migrationItems(plan, input.type, input.options).map(
      ({ kind, step, name, source, target }) => ({
        id: '',
        migrationId: '',
        kind,
        step,
        name,
        source,
        target,
        state: 'queued' as const,
        attempts: 0,
      }),
    ),
    preflight,
  };
}
