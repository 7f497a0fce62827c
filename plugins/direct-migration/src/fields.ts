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

/**
 * The fields of a plan, as the wizard has them, for other forms. They need the API and the texts of this plugin in the app.
 *
 * @packageDocumentation
 */
export {
  ClusterSelect,
  ImagePicker,
  NamespaceMappingField,
  problemAt,
  problemsIn,
  translateProblem,
  useClusters,
  VolumePicker,
  type ClusterSelectProps,
  type DirectMigrationTexts,
  type ImagePickerProps,
  type NamespaceMappingFieldProps,
  type VolumePickerProps,
} from './components/PlanFields';
export {
  VolumeInspections,
  type VolumeInspectionsProps,
} from './components/VolumeInspections';
export type { LiveValue } from './hooks/useLive';
export { directMigrationTranslationRef } from './translation';
