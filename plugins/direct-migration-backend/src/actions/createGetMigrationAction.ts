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
import {
  describeError,
  migrationSummarySchema,
  summarizeMigration,
} from './migrationSummary';

/** Items that are of interest come first, and more than this no reader takes in. */
const MAX_ITEMS = 200;

const INTEREST = [
  'failed',
  'partiallyFailed',
  'running',
  'canceling',
  'queued',
];

/** Registers `get-migration`. */
export function createGetMigrationAction({
  registry,
  migrations,
}: ActionDeps): void {
  registry.register({
    name: 'get-migration',
    title: 'Get a migration',
    description:
      'One migration with its volumes and image repositories: state, phase, what each waits for, and the cause of each failure with what to do about it. Use it to explain why a migration is stuck or failed.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          migrationId: z.string().min(1).describe('As list-migrations has it.'),
        }),
      output: z =>
        migrationSummarySchema(z).extend({
          items: z
            .array(
              z.object({
                id: z.string(),
                kind: z.string().describe('For example volume or image.'),
                name: z.string(),
                state: z.string(),
                phase: z.string().optional(),
                waitingFor: z
                  .string()
                  .optional()
                  .describe('With the cause from the cluster itself.'),
                attempts: z.number(),
                bytesDone: z.number().optional(),
                bytesTotal: z.number().optional(),
                error: z.string().optional(),
              }),
            )
            .describe('Those that failed or are at work first.'),
          itemsLeftOut: z.number(),
        }),
    },
    async action({ input, credentials }) {
      const migration = await migrations.get(input.migrationId, {
        credentials,
      });
      const interest = (state: string) =>
        (INTEREST.indexOf(state) + INTEREST.length + 1) % (INTEREST.length + 1);
      const items = [...migration.items]
        .sort((a, b) => interest(a.state) - interest(b.state))
        .slice(0, MAX_ITEMS);
      return {
        output: {
          ...summarizeMigration(migration),
          items: items.map(item => ({
            id: item.id,
            kind: item.kind,
            name: item.name,
            state: item.state,
            phase: item.phase,
            waitingFor: item.waitingFor,
            attempts: item.attempts,
            bytesDone: item.progress?.bytesDone,
            bytesTotal: item.progress?.bytesTotal,
            error: item.error && describeError(item.error),
          })),
          itemsLeftOut: migration.items.length - items.length,
        },
      };
    },
  });
}
