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
import type { ActionDeps } from './ActionDeps';
import { migrationSummarySchema, summarizeMigration } from './migrationSummary';

/** Registers `cancel-migration`. */
export function createCancelMigrationAction({
  registry,
  migrations,
}: ActionDeps): void {
  registry.register({
    name: 'cancel-migration',
    title: 'Cancel a migration',
    description:
      'Cancels a migration that has not ended. What was copied so far stays in the target; everything else that it made in the clusters is removed. Ask the person before calling this with confirm: true.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z.object({
          migrationId: z.string().min(1),
          confirm: z
            .boolean()
            .optional()
            .describe(
              'true: that a person wants it canceled. Refused without it.',
            ),
        }),
      output: migrationSummarySchema,
    },
    async action({ input, credentials }) {
      return {
        output: summarizeMigration(
          await migrations.cancel(input.migrationId, {
            credentials,
            confirm: input.confirm ? 'cancel' : undefined,
          }),
        ),
      };
    },
  });
}
