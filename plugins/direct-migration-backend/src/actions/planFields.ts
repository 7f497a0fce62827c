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
import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** What to move, for actions; the service checks it all and names the field at fault. */
export const planSchema = (z: Z) =>
  z.object({
    name: z.string().min(1).max(100).describe('Any name, for people.'),
    entityRef: z
      .string()
      .optional()
      .describe('The application in the catalog, component:default/shop.'),
    sourceCluster: z
      .string()
      .describe('Full entity ref, for example resource:default/east.'),
    targetCluster: z.string().describe('Full entity ref.'),
    namespaces: z
      .array(z.object({ source: z.string(), target: z.string() }))
      .min(1)
      .describe('Which namespace of the source becomes which of the target.'),
    volumes: z
      .array(
        z.object({ namespace: z.string(), name: z.string() }).passthrough(),
      )
      .optional()
      .describe(
        'PersistentVolumeClaims by source namespace and name; targetName, storageClass and capacity may be given.',
      ),
    images: z
      .array(z.object({ repository: z.string() }).passthrough())
      .optional()
      .describe(
        "Repositories of the source cluster's own registry, shop/web; tags may be given.",
      ),
    options: z
      .object({})
      .passthrough()
      .optional()
      .describe('Options of the plan, as POST /plans has them.'),
  });
