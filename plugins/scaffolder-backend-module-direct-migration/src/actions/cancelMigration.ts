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
import { explained, explainError } from '../runs/explainError';
import { requestOf } from '../runs/StepContext';
import { examples } from './cancelMigration.examples';

/**
 * Creates the action `directMigration:migration:cancel`. To cancel what has ended already is no failure.
 *
 * @public
 */
export function createCancelMigrationAction(options: {
  migrations: DirectMigrationService;
}): TemplateAction<any, any, 'v2'> {
  const { migrations } = options;
  return createTemplateAction({
    id: 'directMigration:migration:cancel',
    description:
      'Cancels a migration. What was copied so far stays in the target; everything else that the migration made is removed.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        migrationId: z => z.string().min(1),
        confirm: z =>
          z
            .enum(['cancel'])
            .optional()
            .describe('That a person wants it canceled. Refused without it.'),
      },
      output: {
        state: z =>
          z
            .string()
            .describe('canceling, canceled, or as it had ended before.'),
      },
    },
    async handler(ctx) {
      const { migrationId, confirm } = ctx.input;
      const request = await requestOf(ctx);
      if (ctx.isDryRun) {
        const { state } = await explained(
          migrations.getMigration(migrationId, request),
        );
        ctx.output('state', state);
        return;
      }
      try {
        const { state } = await migrations.cancelMigration(migrationId, {
          ...request,
          // The backend refuses it if it is not there, and says why.
          confirm: confirm as 'cancel',
        });
        ctx.output('state', state);
      } catch (error) {
        if (codeOf(error) !== 'ALREADY_FINISHED') {
          throw new Error(explainError(error), { cause: error });
        }
        const { state } = await explained(
          migrations.getMigration(migrationId, request),
        );
        ctx.logger.info(`Migration ${migrationId} had ended as ${state}`);
        ctx.output('state', state);
      }
    },
  });
}

function codeOf(error: unknown): string | undefined {
  return (error as { body?: { error?: { code?: string } } }).body?.error?.code;
}
