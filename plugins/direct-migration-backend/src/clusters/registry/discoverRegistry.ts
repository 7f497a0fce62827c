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

import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { ifAllowed } from '../../kubernetes/ifAllowed';
import { resources } from '../../kubernetes/resources';
import { parseImageReference } from '../images/parseImageReference';
import { hasRoot } from './checkPem';

const NAMESPACE = 'openshift-image-registry';
const ROUTE = 'default-route';

/** What a cluster itself says of its registry. @internal */
export interface DiscoveredRegistry {
  /** `host[:port]` for others; absent where the registry is not exposed. */
  externalHost?: string;
  /** `host[:port]` for the cluster's own pods. */
  internalHost: string;
  /** Further names. */
  aliases: string[];
  /** PEM; absent where the system's roots are to be tried. */
  ca?: string;
  /** PEM, for `internalHost`. */
  internalCa?: string;
  /** Whether this is OpenShift itself, whose registry takes tokens of its service accounts. */
  takesToken: boolean;
  /** Where it was found, in words. */
  chosen: string;
}

/**
 * Finds the integrated registry of an OpenShift cluster: by the Route that exposes it, and by the ImageStreams of
 * namespace `openshift`.
 *
 * @remarks
 * Only namespaces of the administrators are believed: the cluster's token may be sent to the host that is found here,
 * and whoever may write an ImageStream somewhere must not say where to.
 *
 * @internal
 */
export async function discoverRegistry(
  client: ClusterClient,
): Promise<DiscoveredRegistry | undefined> {
  const [streams, openshift] = await Promise.all([
    client.hasApi('image.openshift.io', 'v1'),
    client.hasApi('config.openshift.io', 'v1'),
  ]);
  if (!streams) {
    return undefined;
  }
  const [route, names] = await Promise.all([
    ifAllowed(
      client.get(resources.routes, { namespace: NAMESPACE, name: ROUTE }),
      undefined,
    ),
    namesInStreams(client),
  ]);
  const exposed = route?.status?.ingress?.[0]?.host ?? route?.spec?.host;
  const externalHost = exposed ?? names.external;
  const internalHost = names.internal ?? externalHost;
  if (!internalHost) {
    return undefined;
  }
  const [ca, internalCa] = await Promise.all([
    exposed && routerCa(client),
    names.internal && serviceCa(client, names.internal),
  ]);
  const outside = exposed
    ? `${exposed} by Route ${NAMESPACE}/${ROUTE}`
    : externalHost &&
      `${externalHost} by publicDockerImageRepository of ImageStreams`;
  return {
    externalHost,
    internalHost,
    aliases: names.external ? [names.external] : [],
    ...(ca && { ca }),
    ...(internalCa && { internalCa }),
    takesToken: openshift,
    chosen: [
      outside ?? 'not exposed to other clusters',
      names.internal &&
        `inside the cluster ${names.internal} by dockerImageRepository of ImageStreams`,
    ]
      .filter(Boolean)
      .join(', '),
  };
}

async function namesInStreams(
  client: ClusterClient,
): Promise<{ internal?: string; external?: string }> {
  const namespace = 'openshift';
  // OpenShift 4 always has the stream cli there; all of them together are megabytes.
  const stream =
    (await ifAllowed(
      client.get(resources.imageStreams, { namespace, name: 'cli' }),
      undefined,
    )) ??
    (
      await ifAllowed(client.list(resources.imageStreams, { namespace }), [])
    )[0];
  const host = (text: string | undefined) => {
    const parsed = parseImageReference(text ?? '');
    return 'host' in parsed ? parsed.host : undefined;
  };
  return {
    internal: host(stream?.status?.dockerImageRepository),
    external: host(stream?.status?.publicDockerImageRepository),
  };
}

/** Of a router with a public certificate this is no root; then the system's are what is needed. */
async function routerCa(client: ClusterClient): Promise<string | undefined> {
  const map = await ifAllowed(
    client.get(resources.configMaps, {
      namespace: 'openshift-config-managed',
      name: 'default-ingress-cert',
    }),
    undefined,
  );
  const bundle = map?.data?.['ca-bundle.crt'];
  return bundle && hasRoot(bundle) ? bundle : undefined;
}

async function serviceCa(
  client: ClusterClient,
  host: string,
): Promise<string | undefined> {
  const read = (name: string) =>
    ifAllowed(
      client.get(resources.configMaps, { namespace: NAMESPACE, name }),
      undefined,
    );
  const [registry, service] = await Promise.all([
    read('image-registry-certificates'),
    read('openshift-service-ca.crt'),
  ]);
  const bundle =
    // Keys of a ConfigMap have no colon.
    registry?.data?.[host.replace(':', '..')] ??
    service?.data?.['service-ca.crt'];
  return bundle && hasRoot(bundle) ? bundle : undefined;
}
