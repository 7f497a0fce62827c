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

export { ClusterSelect, type ClusterSelectProps } from './ClusterSelect';
export { fieldError } from './fieldError';
export { ImagePicker, type ImagePickerProps } from './ImagePicker';
export { ListTextField } from './ListTextField';
export {
  NamespaceMappingField,
  type NamespaceMappingFieldProps,
} from './NamespaceMappingField';
export {
  translateProblem,
  type DirectMigrationTexts,
} from './translateProblem';
export { problemAt, problemsIn } from './problemAt';
export { useClusters } from './useClusters';
export { VolumePicker, type VolumePickerProps } from './VolumePicker';
