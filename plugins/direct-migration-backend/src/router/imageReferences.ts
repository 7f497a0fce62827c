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

import type { Router } from 'express';
import type { ImageReferencesService } from '../service/types';
import type { RouteDeps } from './RouteDeps';

/** Route of what image references are on the target. */
export function registerImageReferencesRoute(
  router: Router,
  deps: RouteDeps & { imageReferences: ImageReferencesService },
): void {
  const { audit, caller, imageReferences } = deps;

  router.get(
    '/migrations/:migrationId/image-references',
    async (request, response) => {
      const { migrationId } = request.params;
      const found = await audit({
        request,
        eventId: 'migration-fetch',
        meta: { queryType: 'image-references', migrationId },
        call: async () =>
          imageReferences.get(migrationId, await caller(request)),
      });
      response.json(found);
    },
  );
}
