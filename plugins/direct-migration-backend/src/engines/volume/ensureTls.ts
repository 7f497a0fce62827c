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

import type { ClusterConnection } from '../../clusters/types';
import type { OwnerReference, Secret } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import {
  issueCertificates,
  type TlsFiles,
} from '../certificates/issueCertificates';
import { attemptLabels, objectName, type ItemIdentity } from '../common/labels';
import type { ItemContext } from '../types';
import { volumeOptions } from './volumeOptions';
import type { VolumeSpec } from './VolumeSides';

const SERVER_NAME = 'direct-migration.io/server-name';
const SET = 'direct-migration.io/certificates';

/**
 * Source and target may be one namespace.
 *
 * @internal
 */
export function tlsSecretName(
  item: ItemIdentity,
  side: 'client' | 'server',
): string {
  return `${objectName(item, 'tls')}-${side}`;
}

function buildTlsSecret(options: {
  item: ItemIdentity;
  side: 'client' | 'server';
  namespace: string;
  /** What else is in it, by name. */
  more?: Record<string, string>;
  files: TlsFiles;
  serverName: string;
  /** Tells certificates of one issue from those of another. */
  set: string;
  owner?: OwnerReference;
}): Secret {
  return {
    metadata: {
      name: tlsSecretName(options.item, options.side),
      namespace: options.namespace,
      labels: attemptLabels(options.item, 'tls'),
      annotations: { [SERVER_NAME]: options.serverName, [SET]: options.set },
      ...(options.owner && { ownerReferences: [options.owner] }),
    } as Secret['metadata'],
    type: 'Opaque',
    data: Object.fromEntries(
      Object.entries({ ...options.files, ...options.more }).map(
        ([name, pem]) => [name, Buffer.from(pem).toString('base64')],
      ),
    ),
  };
}

/**
 * Puts the attempt's certificates into a Secret on either side. The keys exist only here and there: what a crash left
 * half done is made anew.
 *
 * @returns the name that the sender must find in the receiver's certificate, and the source's Secret
 * @internal
 */
export async function ensureTls(options: {
  context: Pick<
    ItemContext,
    'itemId' | 'migrationId' | 'attempt' | 'plan' | 'signal'
  > &
    ItemIdentity &
    Partial<Pick<ItemContext, 'spec'>>;
  source: ClusterConnection;
  sourceNamespace: string;
  target: ClusterConnection;
  targetNamespace: string;
  owner: OwnerReference;
  /** The name under which the endpoint finds the receiver, where it needs one. */
  endpointName?: string;
  /** What the sender needs besides, by name. */
  clientFiles?: Record<string, string>;
}): Promise<{ serverName: string; secret: Secret }> {
  const { context, source, target, sourceNamespace, targetNamespace } = options;
  const { signal } = context;
  const sides = [
    {
      client: target.client,
      namespace: targetNamespace,
      name: tlsSecretName(context, 'server'),
    },
    {
      client: source.client,
      namespace: sourceNamespace,
      name: tlsSecretName(context, 'client'),
    },
  ];
  const [server, client] = await Promise.all(
    sides.map(side =>
      side.client.get(
        resources.secrets,
        { name: side.name, namespace: side.namespace },
        { signal },
      ),
    ),
  );
  const serverName = server?.metadata?.annotations?.[SERVER_NAME];
  if (
    server &&
    client &&
    serverName &&
    server.metadata?.annotations?.[SET] ===
      client.metadata?.annotations?.[SET] &&
    (!options.endpointName || options.endpointName === serverName) &&
    Object.keys(options.clientFiles ?? {}).every(file => client.data?.[file])
  ) {
    return { serverName, secret: client };
  }
  if (server) {
    // A pod that mounted the old ones would not trust the new ones.
    await target.client.delete(
      resources.pods,
      { namespace: targetNamespace, name: objectName(context, 'receiver') },
      { gracePeriodSeconds: 0, signal },
    );
  }
  for (const [index, side] of sides.entries()) {
    if ([server, client][index]) {
      await side.client.delete(
        resources.secrets,
        { name: side.name, namespace: side.namespace },
        { signal },
      );
    }
  }
  const timeout = volumeOptions(
    context.plan,
    context.spec as VolumeSpec | undefined,
  ).itemTimeoutSeconds;
  const issued = await issueCertificates({
    item: context.itemId.slice(0, 8),
    validMs: Math.max(86_400, timeout + 3_600) * 1000,
    serverName: options.endpointName,
  });
  const common = {
    item: context,
    serverName: issued.serverName,
    set: crypto.randomUUID(),
  };
  await target.client.create(
    resources.secrets,
    buildTlsSecret({
      ...common,
      side: 'server',
      namespace: targetNamespace,
      files: issued.server,
      owner: options.owner,
    }),
    { signal },
  );
  const secret = await source.client.create(
    resources.secrets,
    buildTlsSecret({
      ...common,
      side: 'client',
      namespace: sourceNamespace,
      files: issued.client,
      more: options.clientFiles,
    }),
    { signal },
  );
  return { serverName: issued.serverName, secret };
}
