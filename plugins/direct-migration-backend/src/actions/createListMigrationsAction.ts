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
import { isFinished } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ActionDeps } from './ActionDeps';
import { migrationSummarySchema, summarizeMigration } from './migrationSummary';

const MAX_LIMIT = 100;

/** Registers `list-migrations`. */
export function createListMigrationsAction({
  registry,
  migrations,
}: ActionDeps): void {
  registry.register({
    name: 'list-migrations',
    title: 'List migrations',
    description:
      'Lists migrations of applications (volumes and images) between Kubernetes clusters that you may see, newest first unless orderBy and order say otherwise. Use it to find a migration by application, cluster, state or the person who started it, then get-migration for its items and causes of failure.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          planId: z.string().optional().describe('Runs of this plan.'),
          entityRef: z
            .string()
            .optional()
            .describe('The application, for example component:default/shop.'),
          entityRefs: z
            .array(z.string())
            .max(200)
            .optional()
            .describe('Any of these, for example all that a team owns.'),
          type: z.enum(['stage', 'cutover', 'rollback']).optional(),
          cluster: z
            .string()
            .optional()
            .describe(
              'A cluster on either side, for example resource:default/east.',
            ),
          state: z
            .enum([
              'queued',
              'running',
              'succeeded',
              'partiallyFailed',
              'failed',
              'canceling',
              'canceled',
            ])
            .optional(),
          initiator: z
            .string()
            .optional()
            .describe('Entity ref of the user who started it.'),
          createdAfter: z
            .string()
            .datetime({ offset: true })
            .optional()
            .describe('For example 2026-01-31T00:00:00Z.'),
          createdBefore: z.string().datetime({ offset: true }).optional(),
          orderBy: z
            .enum([
              'createdAt',
              'planName',
              'entityRef',
              'initiatedBy',
              'type',
              'state',
              'duration',
              'bytes',
            ])
            .optional()
            .describe('createdAt unless given; bytes are those moved.'),
          order: z
            .enum(['desc', 'asc'])
            .optional()
            .describe('desc unless given.'),
          limit: z.coerce.number().int().min(1).max(MAX_LIMIT).optional(),
          cursor: z
            .string()
            .optional()
            .describe('nextCursor of the page before, in the same order.'),
        }),
      output: z =>
        z.object({
          migrations: z.array(migrationSummarySchema(z)),
          nextCursor: z.string().optional(),
          unfinished: z
            .number()
            .describe('How many of these have not ended yet.'),
        }),
    },
    async action({ input, credentials }) {
      const { items, pageInfo } = await migrations.list(
        { ...input, limit: input.limit ?? 20 },
        { credentials },
      );
      return {
        output: {
          migrations: items.map(summarizeMigration),
          nextCursor: pageInfo.nextCursor,
          unfinished: items.filter(({ state }) => !isFinished(state)).length,
        },
      };
    },
  });
}
