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

import type { EndpointType } from '@direct-migration/backstage-plugin-direct-migration-common';
import { endpointStrategies } from './endpointStrategies';
import type {
  Declined,
  EndpointSituation,
  EndpointStrategy,
} from './EndpointStrategy';

/** One endpoint, and whether the target has it. @internal */
export interface AssessedEndpoint {
  type: EndpointType;
  strategy: EndpointStrategy;
  declined?: Declined;
}

/**
 * Every endpoint in the order of choice, with the reason where it cannot be used.
 *
 * @internal
 */
export function assessEndpoints(
  situation: EndpointSituation,
): AssessedEndpoint[] {
  return endpointStrategies.map(strategy => ({
    type: strategy.type,
    strategy,
    declined: strategy.declined(situation),
  }));
}
