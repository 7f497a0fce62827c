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

const AREAS = [
  'shop',
  'billing',
  'inventory',
  'orders',
  'search',
  'reports',
  'mail',
  'payroll',
  'tickets',
  'wiki',
];
const PARTS = ['web', 'api', 'jobs', 'cache', 'files', 'store'];

/** The clusters of the bench's catalog. */
export const CLUSTERS = [
  'frankfurt',
  'dublin',
  'ashburn',
  'osaka',
  'basement',
  'staging',
  'lab',
  'edge',
];
/** Its applications. */
export const APPLICATIONS = AREAS.flatMap(area =>
  PARTS.map(part => `${area}-${part}`),
);

const entity = (kind, name, spec) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    ...(kind === 'Component' && {
      annotations: { 'direct-migration.io/enabled': 'true' },
    }),
    ...(kind === 'Resource' && {
      annotations: {
        // Nobody is there: what is measured is the portal.
        'kubernetes.io/api-server': `https://${name}.invalid:6443`,
        'kubernetes.io/auth-provider': 'serviceAccount',
      },
    }),
  },
  spec,
});

/** Clusters, applications, and the teams that own them. */
export function catalogEntities() {
  const many = (count, make) =>
    Array.from({ length: count }, (_, i) => make(i));
  return [
    entity('Group', 'platform-team', { type: 'team', children: [] }),
    ...AREAS.map(area =>
      entity('Group', `${area}-team`, { type: 'team', children: [] }),
    ),
    ...CLUSTERS.map(name =>
      entity('Resource', name, {
        type: 'kubernetes-cluster',
        owner: 'group:default/platform-team',
      }),
    ),
    ...APPLICATIONS.map(name =>
      entity('Component', name, {
        type: 'service',
        lifecycle: 'production',
        owner: `group:default/${name.split('-')[0]}-team`,
      }),
    ),
  ];
}
