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

import type { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

type Zod = Parameters<Parameters<typeof makeFieldSchema>[0]['output']>[0];

/** The ui options of fields that depend on others: {@link FormFieldNames}, as their schemas have them. */
export function formFieldNames(z: Zod) {
  return z.object({
    sourceClusterField: z
      .string()
      .optional()
      .describe('Form field of the source cluster; sourceCluster by default.'),
    targetClusterField: z
      .string()
      .optional()
      .describe('Form field of the target cluster; targetCluster by default.'),
    entityRefField: z
      .string()
      .optional()
      .describe('Form field of the application; entityRef by default.'),
    namespacesField: z
      .string()
      .optional()
      .describe('Form field of the namespaces; namespaces by default.'),
  });
}
