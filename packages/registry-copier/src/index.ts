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
 * Copies images between OCI and Docker registries by digest.
 *
 * @packageDocumentation
 */

export { copyImages } from './copyImages';
export { planImages } from './planImages';
export { RegistryClient } from './client/RegistryClient';
export type { Manifest } from './client/Manifest';
export { TagPattern } from './model/TagPattern';
export { RegistryError } from './model/RegistryError';
export type {
  CopyError,
  RegistryErrorCode,
  RegistryErrorOptions,
} from './model/RegistryError';
export type {
  ContentProgress,
  CopyEvent,
  CopyOutcome,
  CopyProgress,
  CopyReport,
  TagReport,
  TagState,
} from './model/events';
export type {
  CopyOptions,
  CopyPlan,
  DigestCopy,
  ExistingTagPolicy,
  ImageCopy,
  PlanOptions,
  PlannedBlob,
  PlannedTag,
  RegistryConfig,
  RetryOptions,
} from './model/types';
