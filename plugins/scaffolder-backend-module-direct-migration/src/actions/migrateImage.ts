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
import {
  migrateInOneStep,
  runOutputs,
  waitFields,
} from '../runs/migrateInOneStep';
import { planFields, toPlanInput } from '../runs/planFields';
import { examples } from './migrateImage.examples';

/**
 * Creates the action `directMigration:image:migrate`: plan, run and wait for one image repository, in one step.
 *
 * @public
 */
export function createMigrateImageAction(options: {
  migrations: DirectMigrationService;
  /** Mean time between two looks, in milliseconds; 5,000 by default. */
  pollIntervalMs?: number;
}): TemplateAction<any, any, 'v2'> {
  const { migrations, pollIntervalMs } = options;
  return createTemplateAction({
    id: 'directMigration:image:migrate',
    description:
      'Copies one image repository, tags and digests unchanged, directly from the registry of one Kubernetes cluster to that of another, and waits for the end.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        sourceCluster: planFields.sourceCluster,
        targetCluster: planFields.targetCluster,
        entityRef: planFields.entityRef,
        repository: z =>
          z
            .string()
            .describe(
              "Path in the source cluster's registry, for example shop/web. Its first segment is the namespace.",
            ),
        targetNamespace: z =>
          z
            .string()
            .optional()
            .describe('Without it the first segment of the repository.'),
        targetRepository: z =>
          z
            .string()
            .optional()
            .describe('Without it the same path in the target namespace.'),
        tags: z =>
          z.array(z.string()).optional().describe('Without it every tag.'),
        options: planFields.options,
        ...waitFields,
      },
      output: runOutputs,
    },
    async handler(ctx) {
      const { repository, tags, targetRepository, ...input } = ctx.input;
      const [namespace] = repository.split('/');
      const plan = toPlanInput({
        name: `image ${repository}`.slice(0, 100),
        entityRef: input.entityRef,
        sourceCluster: input.sourceCluster,
        targetCluster: input.targetCluster,
        namespaces: [
          { source: namespace, target: input.targetNamespace ?? namespace },
        ],
        images: [{ repository, targetRepository, tags }],
        options: input.options,
      });
      await migrateInOneStep(ctx as never, migrations, {
        plan,
        wait: input.wait,
        timeoutSeconds: input.timeoutSeconds,
        pollIntervalMs,
      });
    },
  });
}
