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
import { MigrationError } from '../../../errors/MigrationError';
import { assessEndpoints } from './assessEndpoints';
import type { EndpointSituation } from './EndpointStrategy';

/**
 * The error for an endpoint that a cluster does not have.
 *
 * @internal
 */
export function endpointUnsupported(options: {
  type: EndpointType;
  situation: EndpointSituation;
  /** Name of the target. */
  cluster: string;
}): MigrationError {
  const assessed = assessEndpoints(options.situation);
  const possible = assessed
    .filter(({ declined }) => !declined || declined.possible)
    .map(({ type }) => type);
  const reason = assessed.find(({ type }) => type === options.type)?.declined
    ?.reason;
  return new MigrationError({
    code: 'ENDPOINT_UNSUPPORTED',
    message: `The endpoint ${options.type} is not possible on ${options.cluster}: ${reason}`,
    hint: `Set the plan's options.endpoint to ${possible.join(
      ' or ',
    )}, or leave it out.`,
    kind: 'InputError',
  });
}
