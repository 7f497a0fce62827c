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
import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import { explained } from '../runs/explainError';
import { planFields, toPlanInput } from '../runs/planFields';
import { logPreflight } from '../runs/preflight';
import { requestOf, stepKey } from '../runs/StepContext';
import { examples } from './createPlan.examples';

/**
 * Creates the action `directMigration:plan:create`, which stores a plan and starts nothing.
 *
 * @remarks
 * A task that is retried makes one plan. A dry run checks the plan and looks at the clusters.
 *
 * @public
 */
export function createCreatePlanAction(options: {
  migrations: DirectMigrationService;
}): TemplateAction<any, any, 'v2'> {
  const { migrations } = options;
  return createTemplateAction({
    id: 'directMigration:plan:create',
    description:
      'Makes a plan of what to move from one Kubernetes cluster to another. Starts nothing; a plan can be run any number of times.',
    examples,
    supportsDryRun: true,
    schema: {
      input: planFields,
      output: {
        planId: z => z.string().describe('Empty after a dry run.'),
      },
    },
    async handler(ctx) {
      const request = await requestOf(ctx);
      const plan = toPlanInput(ctx.input);
      if (ctx.isDryRun) {
        logPreflight(
          await explained(migrations.previewPlan(plan, request)),
          ctx.logger,
        );
        ctx.output('planId', '');
        return;
      }
      const { id } = await explained(
        migrations.createPlan(plan, {
          ...request,
          idempotencyKey: stepKey(ctx),
        }),
      );
      ctx.logger.info(`Plan ${id} is stored`);
      ctx.output('planId', id);
    },
  });
}
