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
import { describeBlocks, logPreflight } from '../runs/preflight';
import { requestOf } from '../runs/StepContext';
import { examples } from './runPreflight.examples';

/**
 * Creates the action `directMigration:preflight:run`, which looks whether a plan could be carried out, and changes nothing.
 *
 * @public
 */
export function createRunPreflightAction(options: {
  migrations: DirectMigrationService;
}): TemplateAction<any, any, 'v2'> {
  const { migrations } = options;
  return createTemplateAction({
    id: 'directMigration:preflight:run',
    description:
      'Looks at both clusters of a plan and says what would keep it from being carried out. Changes nothing; fails if something does.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        planId: z => z.string().min(1),
        allowBlocked: z =>
          z
            .boolean()
            .optional()
            .describe('Do not fail; say it in the output only.'),
      },
      output: {
        blocked: z => z.boolean(),
        checks: z =>
          z.array(
            z.object({
              id: z.string(),
              level: z.enum(['block', 'warn', 'info']),
              subject: z.string(),
              message: z.string(),
              field: z.string().optional(),
              fix: z.string().optional(),
            }),
          ),
      },
    },
    async handler(ctx) {
      const { planId, allowBlocked = false } = ctx.input;
      const preflight = await explained(
        migrations.preflightPlan(planId, await requestOf(ctx)),
      );
      logPreflight(preflight, ctx.logger);
      ctx.output('blocked', preflight.blocked);
      ctx.output('checks', preflight.checks);
      if (preflight.blocked && !allowBlocked) {
        throw new Error(describeBlocks(preflight));
      }
    },
  });
}
