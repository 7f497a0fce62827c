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
import { assessEndpoints } from './assessEndpoints';
import { endpointUnsupported } from './endpointUnsupported';
import type { EndpointSituation, EndpointStrategy } from './EndpointStrategy';

/**
 * The endpoint that the plan asks for, or the first one that the target has.
 *
 * @returns it, and why each of the others was not taken
 * @throws `ENDPOINT_UNSUPPORTED`
 * @internal
 */
export function chooseEndpoint(options: {
  situation: EndpointSituation;
  asked?: EndpointType;
  /** Name of the target. */
  cluster: string;
}): {
  strategy: EndpointStrategy;
  declined: { type: EndpointType; reason: string }[];
} {
  const { asked, cluster } = options;
  const assessed = assessEndpoints(options.situation);
  const chosen = assessed.find(({ type, declined }) =>
    asked ? type === asked && (!declined || declined.possible) : !declined,
  );
  if (chosen) {
    return {
      strategy: chosen.strategy,
      declined: assessed
        .filter(other => other !== chosen)
        .map(({ type, declined }) => ({
          type,
          reason:
            declined?.reason ??
            (asked
              ? `the plan asks for ${asked}`
              : `${chosen.type} comes first`),
        })),
    };
  }
  throw endpointUnsupported({
    // Without a wish there is always one: every cluster has node ports.
    type: asked!,
    situation: options.situation,
    cluster,
  });
}
