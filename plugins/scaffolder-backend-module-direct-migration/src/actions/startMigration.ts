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
import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import { planFields, toPlanInput } from '../runs/planFields';
import { startRun } from '../runs/startRun';
import { examples } from './startMigration.examples';

/**
 * Creates the action `directMigration:migration:start`, which starts a migration of a plan and does not wait for it.
 *
 * @remarks
 * A task that is retried starts nothing twice: the backend knows the step by its idempotency key. If the migration
 * can't be started, a plan that was made for it is deleted again. A dry run runs the preflight only.
 *
 * @public
 */
export function createStartMigrationAction(options: {
  migrations: DirectMigrationService;
}): TemplateAction<any, any, 'v2'> {
  const { migrations } = options;
  return createTemplateAction({
    id: 'directMigration:migration:start',
    description:
      'Starts moving the volumes and images of an application directly from one Kubernetes cluster to another. Does not wait for the end.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        planId: z =>
          z
            .string()
            .optional()
            .describe(
              'An existing plan. Without it a plan is made of the other fields.',
            ),
        type: z =>
          z
            .enum(['stage', 'cutover', 'rollback'])
            .optional()
            .describe(
              'stage (default) copies while the application keeps running, cutover stops it for the last pass, rollback starts it again.',
            ),
        migrationOptions: z =>
          z
            .object({
              cutover: z
                .object({
                  warmPass: z
                    .boolean()
                    .optional()
                    .describe(
                      'Whether the volumes are copied once more while the application still runs; yes by default.',
                    ),
                })
                .optional(),
              rollback: z
                .object({
                  deleteTargetVolumes: z
                    .boolean()
                    .optional()
                    .describe(
                      'Whether the target volumes that the plan made are deleted, with all that was written to them.',
                    ),
                })
                .optional(),
            })
            .optional()
            .describe('Options of this migration, of a cutover or a rollback.'),
        confirm: z =>
          z
            .enum(['cutover', 'rollback', 'deleteTargetVolumes'])
            .optional()
            .describe(
              'That a person wants what cannot be undone: the type of the migration, or deleteTargetVolumes. A cutover or rollback is refused without it.',
            ),
        ...planFields,
        name: z => planFields.name(z).optional(),
        sourceCluster: z => planFields.sourceCluster(z).optional(),
        targetCluster: z => planFields.targetCluster(z).optional(),
        namespaces: z => planFields.namespaces(z).optional(),
      },
      output: {
        migrationId: z => z.string().describe('Empty after a dry run.'),
        planId: z =>
          z
            .string()
            .describe('Empty after a dry run of a plan that was not stored.'),
        url: z =>
          z
            .string()
            .describe('Path of the page of the migration in the portal.'),
        state: z =>
          z.enum([
            'queued',
            'running',
            'succeeded',
            'partiallyFailed',
            'failed',
            'canceling',
            'canceled',
          ]),
      },
    },
    async handler(ctx) {
      const {
        planId,
        type = 'stage',
        migrationOptions,
        confirm,
        ...inline
      } = ctx.input;
      const run = { type, options: migrationOptions, confirm };
      if (planId && Object.values(inline).some(value => value !== undefined)) {
        throw new InputError(
          "'planId' can't be combined with fields of a plan",
        );
      }
      const migration = await startRun(
        ctx,
        migrations,
        planId ? { ...run, planId } : { ...run, plan: toPlanInput(inline) },
      );
      ctx.output('migrationId', migration?.id ?? '');
      ctx.output('planId', migration?.planId ?? planId ?? '');
      ctx.output(
        'url',
        migration ? `/migrations/${migration.id}` : '/migrations',
      );
      ctx.output('state', migration?.state ?? 'queued');
    },
  });
}
