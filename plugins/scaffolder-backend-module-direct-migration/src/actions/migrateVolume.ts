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
import type { PlanVolume } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import {
  migrateInOneStep,
  runOutputs,
  waitFields,
} from '../runs/migrateInOneStep';
import { planFields, toPlanInput } from '../runs/planFields';
import { examples } from './migrateVolume.examples';

/**
 * Creates the action `directMigration:volume:migrate`: plan, run and wait for one volume, in one step.
 *
 * @public
 */
export function createMigrateVolumeAction(options: {
  migrations: DirectMigrationService;
  /** Mean time between two looks, in milliseconds; 5,000 by default. */
  pollIntervalMs?: number;
}): TemplateAction<any, any, 'v2'> {
  const { migrations, pollIntervalMs } = options;
  return createTemplateAction({
    id: 'directMigration:volume:migrate',
    description:
      'Copies one PersistentVolumeClaim directly from one Kubernetes cluster to another while its application keeps running, and waits for the end.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        sourceCluster: planFields.sourceCluster,
        targetCluster: planFields.targetCluster,
        entityRef: planFields.entityRef,
        namespace: z => z.string().describe('Source namespace.'),
        targetNamespace: z =>
          z.string().optional().describe('Without it the same name.'),
        volume: z => z.string().describe('The PersistentVolumeClaim.'),
        targetVolume: z =>
          z.string().optional().describe('Without it the same name.'),
        storageClass: z =>
          z.string().optional().describe('Target storage class.'),
        capacity: z => z.string().optional().describe('A Kubernetes quantity.'),
        existing: z =>
          z
            .enum(['refuse', 'reuse', 'mirror'])
            .optional()
            .describe(
              'What to do with a target PVC that is not ours and not empty.',
            ),
        options: planFields.options,
        ...waitFields,
      },
      output: runOutputs,
    },
    async handler(ctx) {
      const { namespace, volume, targetVolume, existing, ...input } = ctx.input;
      const spec: PlanVolume = {
        namespace,
        name: volume,
        targetName: targetVolume,
        storageClass: input.storageClass,
        capacity: input.capacity,
        ...(existing && { existing }),
      };
      const plan = toPlanInput({
        name: `volume ${namespace}/${volume}`.slice(0, 100),
        entityRef: input.entityRef,
        sourceCluster: input.sourceCluster,
        targetCluster: input.targetCluster,
        namespaces: [
          { source: namespace, target: input.targetNamespace ?? namespace },
        ],
        volumes: [spec],
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
