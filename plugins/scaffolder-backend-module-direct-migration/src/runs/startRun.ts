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
import { InputError } from '@backstage/errors';
import type {
  Migration,
  MigrationConfirmation,
  MigrationOptions,
  MigrationType,
  PlanInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import { explained, explainError } from './explainError';
import { describeBlocks, logPreflight } from './preflight';
import { requestOf, stepKey, type StepContext } from './StepContext';

/** What is started: a plan that exists, or one that is made for it. */
export type RunInput = {
  type: MigrationType;
  options?: MigrationOptions;
  confirm?: MigrationConfirmation;
} & (
  | { planId: string; plan?: undefined }
  | { planId?: undefined; plan: PlanInput }
);

/**
 * Starts a migration, once for each step of a task however often the step runs. A plan that was made for a migration
 * which cannot be started is deleted again. A dry run runs the preflight and leaves nothing.
 *
 * @returns the migration; `undefined` after a dry run
 * @throws Error with everything that the reader needs in its message
 */
export async function startRun(
  context: StepContext,
  migrations: DirectMigrationService,
  input: RunInput,
): Promise<Migration | undefined> {
  const request = await requestOf(context);
  const key = stepKey(context);

  async function deletePlan(id: string): Promise<void> {
    try {
      // Without the task's signal: a canceled task must clean up too.
      await migrations.deletePlan(id, {
        credentials: request.credentials,
        confirm: 'delete',
      });
    } catch (error) {
      context.logger.warn(`Plan ${id} was left behind: ${explainError(error)}`);
    }
  }

  async function makePlan(plan: PlanInput): Promise<string> {
    const made = await explained(
      migrations.createPlan(plan, { ...request, idempotencyKey: key }),
    );
    return made.id;
  }

  if (context.isDryRun) {
    const preflight = await explained(
      input.planId
        ? migrations.preflightPlan(input.planId, {
            ...request,
            type: input.type,
          })
        : migrations.previewPlan(input.plan!, request),
    );
    logPreflight(preflight, context.logger);
    if (preflight.blocked) {
      throw new InputError(describeBlocks(preflight));
    }
    return undefined;
  }

  const planId = input.planId ?? (await makePlan(input.plan));
  let started = false;
  try {
    const migration = await explained(
      migrations.startMigration(
        {
          planId,
          type: input.type,
          idempotencyKey: key,
          ...(input.options && { options: input.options }),
          ...(input.confirm && { confirm: input.confirm }),
        },
        request,
      ),
    );
    started = true;
    if (!input.planId && migration.planId !== planId) {
      // An earlier run of this step has started it, with a plan that is gone.
      await deletePlan(planId);
    }
    if (migration.preflight) {
      logPreflight(migration.preflight, context.logger);
    }
    context.logger.info(
      `Migration ${migration.id} of ${migration.planName} is ${migration.state}; watch it at /migrations/${migration.id}`,
    );
    return migration;
  } finally {
    if (!started && !input.planId) {
      await deletePlan(planId);
    }
  }
}
