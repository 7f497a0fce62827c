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

import type { KubernetesObject, ObjectMeta, PodSpec } from './clientNode';

/** Whatever makes pods, as far as it is stopped and started; of any kind. @internal */
export interface Workload extends KubernetesObject {
  spec?: {
    replicas?: number;
    suspend?: boolean;
    parallelism?: number;
    template?: { spec?: PodSpec };
    jobTemplate?: { spec?: { template?: { spec?: PodSpec } } };
    volumeClaimTemplates?: { metadata?: ObjectMeta }[];
    persistentVolumeClaimRetentionPolicy?: { whenScaled?: string };
    ordinals?: { start?: number };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    active?: number | object[];
    desiredNumberScheduled?: number;
    conditions?: { type: string; status: string }[];
  };
}

/** What scales a workload by its load. @internal */
export interface HorizontalPodAutoscaler extends KubernetesObject {
  spec?: { scaleTargetRef: { kind: string; name: string } };
}
