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
 * Miniature Kubernetes clusters in one process, for demos, fast tests and fault injection.
 *
 * @packageDocumentation
 */

export { SandboxCluster } from './SandboxCluster';
export type {
  SandboxClusterOptions,
  SandboxRegistryOptions,
  SandboxStorageClass,
} from './SandboxClusterOptions';
export { SandboxFaults } from './faults/SandboxFaults';
export type { RequestMatch } from './faults/SandboxFaults';
export type { SandboxDenial, SandboxUser } from './api/AccessControl';
export type { SandboxImage } from './runtime/ImageCatalog';
export { StatusError } from './api/StatusError';
export type { StatusCause, StatusDetails } from './api/StatusError';
export type {
  KubeObject,
  KubeObjectInput,
  ObjectMeta,
  OwnerReference,
  ResourceType,
} from './types';
export { runSandboxClusters } from './cli';
