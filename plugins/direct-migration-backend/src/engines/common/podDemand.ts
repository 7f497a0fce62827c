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

import type { PodOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MOVER_RESOURCES } from './moverResources';

/** What a transfer pod asks for, as quantities. @internal */
export interface PodDemand {
  requests: { cpu: string; memory: string };
  limits: { cpu: string; memory: string };
}

/**
 * What a transfer pod asks for, with what the plan says of it.
 *
 * @internal
 */
export function podDemand(pod?: PodOptions): PodDemand {
  const { resources } = pod ?? {};
  return {
    requests: { ...MOVER_RESOURCES.requests, ...resources?.requests },
    limits: { ...MOVER_RESOURCES.limits, ...resources?.limits },
  };
}
