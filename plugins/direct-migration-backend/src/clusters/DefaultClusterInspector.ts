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

import type {
  ImageRepository,
  ListImagesOptions,
  Namespace,
  Volume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { unsupportedReason, usersOf } from '../engines/volume/checkSourceClaim';
import { resources } from '../kubernetes/resources';
import { listImages } from './images/listImages';
import { requireNamespace } from './requireNamespace';
import type { ClusterConnection, ClusterInspector } from './types';

/** Lists what lies in a cluster, with the reason where something cannot be migrated. @internal */
export class DefaultClusterInspector implements ClusterInspector {
  async namespaces(connection: ClusterConnection): Promise<Namespace[]> {
    const namespaces = await connection.client.list(resources.namespaces, {});
    return namespaces
      .map(n => ({ name: n.metadata!.name!, phase: n.status?.phase }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  async volumes(
    connection: ClusterConnection,
    namespace: string,
  ): Promise<Volume[]> {
    const { client } = connection;
    const [claims, pods] = await Promise.all([
      client.list(resources.persistentVolumeClaims, { namespace }),
      client.list(resources.pods, { namespace }),
    ]);
    if (!claims.length) {
      await requireNamespace(connection, namespace);
    }
    return claims
      .map(claim => {
        const name = claim.metadata!.name!;
        const users = usersOf(pods, name);
        const reason = unsupportedReason(claim);
        return {
          namespace,
          name,
          phase: claim.status?.phase ?? 'Pending',
          accessModes: claim.spec?.accessModes ?? [],
          volumeMode: claim.spec?.volumeMode ?? 'Filesystem',
          storageClass: claim.spec?.storageClassName,
          capacity:
            claim.status?.capacity?.storage ??
            claim.spec?.resources?.requests?.storage,
          usedBy: users.map(pod => pod.metadata!.name!),
          supported: !reason,
          ...(reason && { reason: reason.message }),
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  async images(
    connection: ClusterConnection,
    namespace: string,
    options: ListImagesOptions = {},
  ): Promise<ImageRepository[]> {
    return listImages(connection, namespace, options);
  }
}
