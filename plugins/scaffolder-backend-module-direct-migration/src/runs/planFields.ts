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
import type { PlanInput } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/**
 * The fields of a plan as the input of an action. Fields that are not listed here go to the backend as they are, which
 * checks them all and names the one at fault: templates need not wait for this module to know a new option.
 */
export const planFields = {
  name: (z: Z) => z.string().min(1).max(100).describe('Name of the plan.'),
  description: (z: Z) => z.string().max(1000).optional(),
  entityRef: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'The application in the catalog, for example component:default/shop. Its card shows the migration.',
      ),
  sourceCluster: (z: Z) =>
    z
      .string()
      .describe(
        'Full entity ref of the cluster to copy from, for example resource:default/east.',
      ),
  targetCluster: (z: Z) =>
    z.string().describe('Full entity ref of the cluster to copy to.'),
  namespaces: (z: Z) =>
    z.array(
      z.object({
        source: z.string().describe('Namespace in the source cluster.'),
        target: z.string().describe('What it is called in the target cluster.'),
      }),
    ),
  volumes: (z: Z) =>
    z
      .array(
        z
          .object({
            namespace: z.string().describe('Source namespace.'),
            name: z.string().describe('The PersistentVolumeClaim.'),
            targetName: z.string().optional(),
            storageClass: z
              .string()
              .optional()
              .describe('Target storage class.'),
            capacity: z.string().optional().describe('A Kubernetes quantity.'),
            existing: z
              .enum(['refuse', 'reuse', 'mirror'])
              .optional()
              .describe(
                'What to do with a target PVC that is not ours and not empty.',
              ),
          })
          .passthrough(),
      )
      .optional(),
  images: (z: Z) =>
    z
      .array(
        z
          .object({
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
          })
          .passthrough(),
      )
      .optional(),
  options: (z: Z) =>
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
      .passthrough()
      .optional()
      .describe('Options of the plan, as POST /plans has them.'),
};

/**
 * A plan of an action's input.
 * @throws InputError with the field that is missing
 */
export function toPlanInput(input: object): PlanInput {
  const plan = input as Partial<PlanInput>;
  for (const field of [
    'name',
    'sourceCluster',
    'targetCluster',
    'namespaces',
  ] as const) {
    if (plan[field] === undefined) {
      throw new InputError(`'${field}' is needed where no 'planId' is given`);
    }
  }
  // Templates leave out values by rendering them to empty lists or undefined; JSON drops the latter.
  return JSON.parse(JSON.stringify(plan));
}
