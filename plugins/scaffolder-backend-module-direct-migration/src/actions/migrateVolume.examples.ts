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
import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Copy a volume to another cluster',
    example: stringify({
      steps: [
        {
          id: 'volume',
          name: 'Copy the volume',
          action: 'directMigration:volume:migrate',
          input: {
            sourceCluster: 'resource:default/east',
            targetCluster: 'resource:default/west',
            namespace: 'shop',
            volume: 'data',
          },
        },
      ],
    }),
  },
  {
    description:
      'Into another namespace, under another name, with another storage class, and do not wait',
    example: stringify({
      steps: [
        {
          id: 'volume',
          name: 'Copy the volume',
          action: 'directMigration:volume:migrate',
          input: {
            sourceCluster: 'resource:default/east',
            targetCluster: 'resource:default/west',
            namespace: 'shop',
            targetNamespace: 'shop-new',
            volume: 'data',
            targetVolume: 'data-new',
            storageClass: 'fast',
            existing: 'reuse',
            wait: false,
          },
        },
      ],
    }),
  },
];
