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
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type {
  Plan,
  PlanInput,
  Preflight,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import { explainError } from './explainError';
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
}) {
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
              'stage (default) copies while the application keeps running.',
            ),
        name: z =>
          z.string().min(1).max(100).optional().describe('Name of the plan.'),
        description: z => z.string().max(1000).optional(),
        entityRef: z =>
          z
            .string()
            .optional()
            .describe(
              'The application in the catalog, for example component:default/shop. Its card shows the migration.',
            ),
        sourceCluster: z =>
          z
            .string()
            .optional()
            .describe(
              'Full entity ref of the cluster to copy from, for example resource:default/east.',
            ),
        targetCluster: z =>
          z
            .string()
            .optional()
            .describe('Full entity ref of the cluster to copy to.'),
        namespaces: z =>
          z
            .array(
              z.object({
                source: z.string().describe('Namespace in the source cluster.'),
                target: z
                  .string()
                  .describe('What it is called in the target cluster.'),
              }),
            )
            .optional(),
        volumes: z =>
          z
            .array(
              z.object({
                namespace: z.string().describe('Source namespace.'),
                name: z.string().describe('The PersistentVolumeClaim.'),
                targetName: z.string().optional(),
                storageClass: z
                  .string()
                  .optional()
                  .describe('Target storage class.'),
                capacity: z
                  .string()
                  .optional()
                  .describe('A Kubernetes quantity.'),
                existing: z
                  .enum(['refuse', 'reuse', 'mirror'])
                  .optional()
                  .describe(
                    'What to do with a target PVC that is not ours and not empty.',
                  ),
              }),
            )
            .optional(),
        images: z =>
          z
            .array(
              z.object({
                repository: z
                  .string()
                  .describe(
                    "Path in the source cluster's registry, for example shop/web.",
                  ),
                targetRepository: z.string().optional(),
                tags: z
                  .array(z.string())
                  .optional()
                  .describe('Without it every tag.'),
              }),
            )
            .optional(),
        options: z =>
          z
            .object({
              endpoint: z
                .enum([
                  'route',
                  'ingress',
                  'gateway',
                  'loadBalancer',
                  'nodePort',
                  'clusterIP',
                ])
                .optional(),
              bandwidthLimit: z
                .number()
                .int()
                .min(1024)
                .optional()
                .describe('Bytes per second per volume.'),
              keepOnFailure: z.boolean().optional(),
              maxAttempts: z.number().int().min(1).max(20).optional(),
              podStartTimeoutSeconds: z.number().int().min(10).optional(),
              itemTimeoutSeconds: z.number().int().min(60).optional(),
            })
            .optional(),
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
      const { planId: givenPlanId, type = 'stage', ...inline } = ctx.input;
      const input = givenPlanId ? undefined : toPlanInput(inline);
      if (
        givenPlanId &&
        Object.values(inline).some(value => value !== undefined)
      ) {
        throw new InputError(
          "'planId' can't be combined with fields of a plan",
        );
      }
      const request = {
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      };
      const deletePlan = async (id: string) => {
        try {
          // Without the task's signal: a canceled task must clean up too.
          await migrations.deletePlan(id, { credentials: request.credentials });
        } catch (error) {
          ctx.logger.warn(`Plan ${id} was left behind: ${explainError(error)}`);
        }
      };

      if (ctx.isDryRun) {
        const plan =
          input && (await explained(migrations.createPlan(input, request)));
        try {
          const preflight = await explained(
            migrations.preflightPlan(plan?.id ?? givenPlanId!, request),
          );
          logPreflight(preflight, ctx.logger);
          if (preflight.blocked) {
            throw new InputError(describeBlocks(preflight));
          }
        } finally {
          if (plan) {
            await deletePlan(plan.id);
          }
        }
        ctx.output('migrationId', '');
        ctx.output('planId', givenPlanId ?? '');
        ctx.output('url', '/migrations');
        ctx.output('state', 'queued');
        return;
      }

      const iteration = ctx.each?.key === undefined ? '' : `:${ctx.each.key}`;
      const planId =
        givenPlanId ??
        (await ctx.checkpoint({
          key: `plan${iteration}`,
          fn: async () =>
            (
              await explained<Plan>(migrations.createPlan(input!, request))
            ).id,
        }));
      try {
        const migration = await explained(
          migrations.startMigration(
            {
              planId,
              type,
              idempotencyKey: `${ctx.task.id}:${
                ctx.step?.id ?? 'start'
              }${iteration}`.slice(0, 255),
            },
            request,
          ),
        );
        if (migration.preflight) {
          logPreflight(migration.preflight, ctx.logger);
        }
        if (migration.planId !== planId && !givenPlanId) {
          // An earlier run of this step has already started it, with a plan of its own.
          await deletePlan(planId);
        }
        const url = `/migrations/${migration.id}`;
        ctx.logger.info(
          `Migration ${migration.id} of ${migration.planName} is ${migration.state}; watch it at ${url}`,
        );
        ctx.output('migrationId', migration.id);
        ctx.output('planId', migration.planId);
        ctx.output('url', url);
        ctx.output('state', migration.state);
      } catch (error) {
        if (!givenPlanId) {
          await deletePlan(planId);
        }
        throw error;
      }
    },
  });
}

function toPlanInput(inline: Partial<PlanInput>): PlanInput {
  for (const field of [
    'name',
    'sourceCluster',
    'targetCluster',
    'namespaces',
  ] as const) {
    if (inline[field] === undefined) {
      throw new InputError(`'${field}' is needed where no 'planId' is given`);
    }
  }
  // Templates leave out values by rendering them to empty lists or undefined; JSON drops the latter.
  return JSON.parse(JSON.stringify(inline));
}

function logPreflight(
  preflight: Preflight,
  logger: { info(message: string): void; warn(message: string): void },
) {
  for (const { level, subject, message, fix } of preflight.checks) {
    const text = `${subject}: ${message}${fix ? ` ${fix}` : ''}`;
    if (level === 'info') {
      logger.info(text);
    } else {
      logger.warn(text);
    }
  }
}

function describeBlocks(preflight: Preflight): string {
  return preflight.checks
    .filter(({ level }) => level === 'block')
    .map(
      ({ subject, message, fix }) =>
        `${subject}: ${message}${fix ? ` ${fix}` : ''}`,
    )
    .join('\n');
}

async function explained<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw new Error(explainError(error), { cause: error });
  }
}
