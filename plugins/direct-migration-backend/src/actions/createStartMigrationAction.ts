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
import type { PlanInput } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../errors/MigrationError';
import { requireConfirmation } from '../service/requireConfirmation';
import type { ActionDeps } from './ActionDeps';
import { migrationSummarySchema, summarizeMigration } from './migrationSummary';
import { planSchema } from './planFields';

/** Registers `start-migration`. */
export function createStartMigrationAction({
  registry,
  migrations,
  plans,
}: ActionDeps): void {
  registry.register({
    name: 'start-migration',
    title: 'Start a migration',
    description:
      'Starts copying volumes and images from one Kubernetes cluster to another, of a stored plan (planId) or of a plan given here. Data in the target may be overwritten. Call plan-migration first, show its findings, and ask the person before calling this with confirm: true. Does not wait: follow it with get-migration.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          planId: z.string().optional(),
          plan: planSchema(z).optional(),
          idempotencyKey: z
            .string()
            .min(1)
            .max(200)
            .describe(
              'Any text that is new for each migration you want; the same text never starts a second one.',
            ),
          confirm: z
            .boolean()
            .optional()
            .describe(
              'true: that a person wants this migration. Refused without it.',
            ),
        }),
      output: migrationSummarySchema,
    },
    async action({ input, credentials }) {
      const { planId, plan, idempotencyKey } = input;
      requireConfirmation(
        'start',
        input.confirm ? 'start' : undefined,
        'confirm: true',
      );
      if (!planId === !plan) {
        throw new MigrationError({
          code: 'INVALID_INPUT',
          kind: 'InputError',
          field: 'planId',
          message: 'Either planId or plan has to be given, and not both',
          hint: 'Give planId for a plan that is stored, plan for another one.',
        });
      }
      const id =
        planId ??
        (
          await plans.create(plan as PlanInput, {
            credentials,
            idempotencyKey,
          })
        ).id;
      let started = false;
      try {
        const migration = await migrations.start(
          { planId: id, type: 'stage', idempotencyKey },
          { credentials },
        );
        started = true;
        return { output: summarizeMigration(migration) };
      } finally {
        if (!started && !planId) {
          await plans
            .delete(id, { credentials, confirm: 'delete' })
            .catch(() => {});
        }
      }
    },
  });
}
