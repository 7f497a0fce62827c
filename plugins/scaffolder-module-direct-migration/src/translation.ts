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

import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Every text of the form fields. */
export const fieldsTranslationRef = createTranslationRef({
  id: 'scaffolder-direct-migration',
  messages: {
    cluster: { label: 'Cluster' },
    namespaces: {
      label: 'Namespaces',
      chooseFirst: 'Choose clusters and namespaces first.',
    },
    volumes: { label: 'Volumes' },
    images: { label: 'Images' },
    namespace: {
      label: 'Namespace',
      chooseCluster: 'Choose a cluster first.',
      loading: 'Reading the namespaces of {{cluster}} …',
      failed:
        'The namespaces of {{cluster}} could not be read: {{reason}} Type the name instead.',
    },
  },
});
