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

const GROUP = 'gateway.networking.k8s.io';
const KINDS = [
  ['gateways', 'Gateway', 'v1'],
  ['tlsroutes', 'TLSRoute', 'v1alpha2'],
];

/** The kinds of the Gateway API that are needed, with open schemas, where the cluster has none. */
export async function installGatewayApi(cluster) {
  for (const [plural, kind, version] of KINDS) {
    const name = `${plural}.${GROUP}`;
    if (await cluster.getOrUndefined('crd', name)) continue;
    const open = {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
    };
    await cluster.apply({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: {
        name,
        annotations: {
          'api-approved.kubernetes.io': 'unapproved, for tests',
        },
      },
      spec: {
        group: GROUP,
        scope: 'Namespaced',
        names: {
          kind,
          listKind: `${kind}List`,
          plural,
          singular: kind.toLowerCase(),
        },
        versions: [
          {
            name: version,
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: {
              openAPIV3Schema: {
                ...open,
                properties: { spec: open, status: open },
              },
            },
          },
        ],
      },
    });
    await cluster.kubectl([
      'wait',
      '--for=condition=Established',
      `crd/${name}`,
      '--timeout=60s',
    ]);
  }
}

/** A Gateway of this namespace that passes TLS through at one port. Whoever makes it is its controller. */
export async function createGateway(cluster, { namespace, port, domain }) {
  await cluster.apply({
    apiVersion: `${GROUP}/v1`,
    kind: 'Gateway',
    metadata: { name: 'public', namespace },
    spec: {
      gatewayClassName: 'by-hand',
      listeners: [
        {
          name: 'tls',
          protocol: 'TLS',
          port,
          hostname: `*.${domain}`,
          tls: { mode: 'Passthrough' },
          // Not for the runs of others.
          allowedRoutes: { namespaces: { from: 'Same' } },
        },
      ],
    },
  });
}

/** Says that the Gateway has taken a TLSRoute, as its controller does. */
export async function acceptTlsRoute(cluster, route) {
  const { namespace, name } = route.metadata;
  await cluster.kubectl(
    [
      'replace',
      '--raw',
      `/apis/${route.apiVersion}/namespaces/${namespace}/tlsroutes/${name}/status`,
      '-f',
      '-',
    ],
    {
      input: JSON.stringify({
        ...route,
        status: {
          parents: [
            {
              parentRef: route.spec.parentRefs[0],
              controllerName: 'tests/by-hand',
              conditions: [{ type: 'Accepted', status: 'True' }],
            },
          ],
        },
      }),
    },
  );
}
