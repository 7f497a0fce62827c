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
  ClusterCapabilities,
  StorageClass,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { assessEndpoints } from '../engines/volume/endpoints/assessEndpoints';
import type { ClusterClient } from '../kubernetes/ClusterClient';
import { ifAllowed } from '../kubernetes/ifAllowed';
import { resources } from '../kubernetes/resources';
import type { ClusterNetwork, NetworkSettings } from './ClusterNetwork';

const DEFAULT_CLASS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/**
 * Finds out what a cluster can do. Reads only.
 *
 * @internal
 */
export async function discoverCapabilities(options: {
  client: ClusterClient;
  network: Promise<ClusterNetwork>;
  settings: NetworkSettings;
}): Promise<ClusterCapabilities> {
  const { client, settings } = options;
  const [version, network, openshift, imageStreams, ingress, classes] =
    await Promise.all([
      client.version(),
      options.network,
      client.hasApi('config.openshift.io', 'v1'),
      client.hasApi('image.openshift.io', 'v1'),
      client.hasApi('networking.k8s.io', 'v1'),
      ifAllowed(client.list(resources.storageClasses, {}), []),
    ]);
  const storageClasses: StorageClass[] = classes.map(c => ({
    name: c.metadata!.name!,
    provisioner: c.provisioner,
    isDefault: DEFAULT_CLASS.some(
      key => c.metadata?.annotations?.[key] === 'true',
    ),
    volumeBindingMode: c.volumeBindingMode,
  }));
  const endpoints = assessEndpoints({ network, settings, sameCluster: false })
    .filter(({ declined }) => !declined)
    .map(({ type }) => type);
  return {
    version,
    openshift,
    routes: network.routes,
    ingress,
    imageStreams,
    storageClasses,
    endpoints,
  };
}
