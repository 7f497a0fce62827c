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
    description:
      'Copy a volume and an image repository while the application keeps running',
    example: stringify({
      steps: [
        {
          id: 'start',
          name: 'Start the migration',
          action: 'directMigration:migration:start',
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
    description:
      'Another namespace and storage class in the target, at most 10 MB/s per volume',
    example: stringify({
      steps: [
        {
          id: 'start',
          name: 'Start the migration',
          action: 'directMigration:migration:start',
          input: {
            name: 'shop to west',
            sourceCluster: 'resource:default/east',
            targetCluster: 'resource:default/west',
            namespaces: [{ source: 'shop', target: 'shop-copy' }],
            volumes: [
              {
                namespace: 'shop',
                name: 'data',
                targetName: 'data-copy',
                storageClass: 'fast',
                existing: 'mirror',
              },
            ],
            options: { bandwidthLimit: 10_000_000 },
          },
        },
      ],
    }),
  },
  {
    description: 'Run an existing plan again',
    example: stringify({
      steps: [
        {
          id: 'start',
          name: 'Start the migration',
          action: 'directMigration:migration:start',
          input: {
            planId: '5f0c2c6e-8a53-4c8e-9a43-2f0f6a1c7d11',
            type: 'stage',
          },
        },
      ],
    }),
  },
  {
    description:
      'Stop the application and move it, right after a stage, once the person who runs the template has confirmed it',
    example: stringify({
      steps: [
        {
          id: 'cutover',
          name: 'Cut over',
          action: 'directMigration:migration:start',
          input: {
            planId: '${{ parameters.planId }}',
            type: 'cutover',
            migrationOptions: { cutover: { warmPass: false } },
            confirm: '${{ parameters.confirm }}',
          },
        },
      ],
    }),
  },
];
