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

/** Plans on an entity's tab. */
export const planMessages = {
  title: 'Plans',
  loading: 'Loading plans',
  namespaces: 'Namespaces: {{names}}',
  volumes_one: '{{count}} volume',
  volumes_other: '{{count}} volumes',
  images_one: '{{count}} image repository',
  images_other: '{{count}} image repositories',
  updated: 'Changed {{time}}',
  startOf: '{{type}}: {{name}}',
  mayNotStart:
    'You may not start migrations: that needs the permission directmigration.migration.create.',
  more: 'Show more plans',
  noRuns: 'No plan has been run yet.',
  empty: {
    title: 'No plan yet',
    description: 'A plan says which volumes and images go from where to where.',
  },
} as const;
