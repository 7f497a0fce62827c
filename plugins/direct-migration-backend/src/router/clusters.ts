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

import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Request, Router } from 'express';
import type { InventoryService } from '../service/types';
import type { RouteDeps } from './RouteDeps';

function clusterRef(request: Request): string {
  const { clusterNamespace, clusterName } = request.params;
  return stringifyEntityRef({
    kind: 'resource',
    namespace: clusterNamespace,
    name: clusterName,
  });
}

/** Routes of clusters and what lies in them. */
export function registerClusterRoutes(
  router: Router,
  deps: RouteDeps & { inventory: InventoryService },
): void {
  const { audit, caller, inventory } = deps;

  router.get('/clusters', async (request, response) => {
    const items = await audit({
      request,
      eventId: 'cluster-fetch',
      meta: { queryType: 'all' },
      call: async () => inventory.listClusters(await caller(request)),
    });
    response.json({ items });
  });

  router.get(
    '/clusters/:clusterNamespace/:clusterName/namespaces',
    async (request, response) => {
      const cluster = clusterRef(request);
      const items = await audit({
        request,
        eventId: 'cluster-fetch',
        meta: { queryType: 'namespaces', cluster },
        call: async () =>
          inventory.listNamespaces(cluster, await caller(request)),
      });
      response.json({ items });
    },
  );

  router.get(
    '/clusters/:clusterNamespace/:clusterName/namespaces/:namespace/volumes',
    async (request, response) => {
      const cluster = clusterRef(request);
      const { namespace } = request.params;
      const items = await audit({
        request,
        eventId: 'cluster-fetch',
        meta: { queryType: 'volumes', cluster, namespace },
        call: async () =>
          inventory.listVolumes(cluster, namespace, await caller(request)),
      });
      response.json({ items });
    },
  );

  router.get(
    '/clusters/:clusterNamespace/:clusterName/namespaces/:namespace/images',
    async (request, response) => {
      const cluster = clusterRef(request);
      const { namespace } = request.params;
      const items = await audit({
        request,
        eventId: 'cluster-fetch',
        meta: { queryType: 'images', cluster, namespace },
        call: async () =>
          inventory.listImages(
            cluster,
            namespace,
            request.query,
            await caller(request),
          ),
      });
      response.json({ items });
    },
  );
}
