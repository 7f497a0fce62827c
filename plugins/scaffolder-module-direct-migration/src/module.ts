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

import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { clusterPickerField } from './fields/ClusterPicker';
import { imagePickerField } from './fields/ImagePicker';
import { namespaceMappingField } from './fields/NamespaceMapping';
import { namespacePickerField } from './fields/NamespacePicker';
import { volumePickerField } from './fields/VolumePicker';

/** Adds the form fields of migrations to the scaffolder: clusters, namespaces, volumes, images. @public */
export const scaffolderModuleDirectMigration = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    clusterPickerField,
    imagePickerField,
    namespaceMappingField,
    namespacePickerField,
    volumePickerField,
  ],
});
