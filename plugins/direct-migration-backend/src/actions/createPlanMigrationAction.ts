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
import type { ActionDeps } from './ActionDeps';
import { planSchema } from './planFields';

/** Registers `plan-migration`. */
export function createPlanMigrationAction({
  registry,
  plans,
}: ActionDeps): void {
  registry.register({
    name: 'plan-migration',
    title: 'Plan a migration',
    description:
      'Looks at both clusters and says whether these volumes and images could be moved from one to the other, and what would keep them from it. Stores and starts nothing; give the same fields to start-migration to do it.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: planSchema,
      output: z =>
        z.object({
          blocked: z
            .boolean()
            .describe('Whether a migration of this plan would be refused.'),
          checks: z.array(
            z.object({
              level: z.enum(['block', 'warn', 'info']),
              subject: z.string(),
              field: z.string().optional(),
              message: z.string(),
              fix: z.string().optional(),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const { blocked, checks } = await plans.preview(input as PlanInput, {
        credentials,
      });
      return {
        output: {
          blocked,
          checks: checks.map(({ level, subject, field, message, fix }) => ({
            level,
            subject,
            field,
            message,
            fix,
          })),
        },
      };
    },
  });
}
