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
    description: 'A plan of a volume and an image repository',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Make the plan',
          action: 'directMigration:plan:create',
          input: {
            name: 'shop to west',
            entityRef: 'component:default/shop',
            sourceCluster: 'resource:default/east',
            targetCluster: 'resource:default/west',
            namespaces: [{ source: 'shop', target: 'shop' }],
            volumes: [{ namespace: 'shop', name: 'data' }],
            images: [{ repository: 'shop/web' }],
          },
        },
      ],
    }),
  },
  {
    description: 'Other names and another storage class in the target',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Make the plan',
          action: 'directMigration:plan:create',
          input: {
            name: 'shop to the fast class',
            sourceCluster: 'resource:default/east',
            targetCluster: 'resource:default/west',
            namespaces: [{ source: 'shop', target: 'shop-new' }],
            volumes: [
              {
                namespace: 'shop',
                name: 'data',
                targetName: 'data-new',
                storageClass: 'fast',
                capacity: '20Gi',
              },
            ],
          },
        },
      ],
    }),
  },
];
