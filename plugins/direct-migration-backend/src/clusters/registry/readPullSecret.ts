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

import { MigrationError } from '../../errors/MigrationError';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import type { Secret } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';

/** Where an image pull secret lies. @internal */
export interface PullSecretRef {
  namespace: string;
  name: string;
}

interface Entry {
  username?: unknown;
  password?: unknown;
  /** `username:password`, base64. */
  auth?: unknown;
}

/**
 * User and password of a registry out of an image pull secret of the cluster, of type `kubernetes.io/dockerconfigjson` or
 * `kubernetes.io/dockercfg`. Read at each use, kept nowhere.
 *
 * @param options - `hosts`: every name of the registry, the preferred one first
 * @throws `REGISTRY_CREDENTIALS_MISSING`, and what the cluster itself answers
 * @internal
 */
export async function readPullSecret(options: {
  client: ClusterClient;
  cluster: string;
  secret: PullSecretRef;
  hosts: string[];
}): Promise<{ username: string; password: string }> {
  const { namespace, name } = options.secret;
  const fail = (problem: string, hint: string) =>
    new MigrationError({
      code: 'REGISTRY_CREDENTIALS_MISSING',
      message: `The pull secret ${namespace}/${name} of cluster ${options.cluster} ${problem}`,
      hint,
      kind: 'ServiceUnavailableError',
    });
  const secret = await options.client.get(resources.secrets, {
    namespace,
    name,
  });
  if (!secret) {
    throw fail(
      'does not exist',
      'Make it, or correct registry.pullSecret of the cluster in directMigration.clusters.',
    );
  }
  const entries = entriesOf(secret);
  if (!entries) {
    throw fail(
      `of type ${secret.type} holds no Docker configuration that can be read`,
      'It has to be of type kubernetes.io/dockerconfigjson or kubernetes.io/dockercfg, as `kubectl create secret docker-registry` makes it.',
    );
  }
  for (const host of options.hosts) {
    const wanted = registryName(host);
    const [, entry] =
      [...entries].find(([key]) => registryName(key) === wanted) ?? [];
    const login = entry && loginOf(entry);
    if (login) {
      return login;
    }
    if (entry) {
      throw fail(
        `has no user and password for ${host}`,
        'Identity tokens cannot be used: log in with a user and a password or token.',
      );
    }
  }
  throw fail(
    `has no entry for ${options.hosts.join(' or ')}`,
    `It has entries for ${
      [...entries.keys()].slice(0, 10).join(', ') || 'nothing'
    }: add one for this registry.`,
  );
}

function entriesOf(secret: Secret): Map<string, Entry> | undefined {
  const { '.dockerconfigjson': config, '.dockercfg': legacy } =
    secret.data ?? {};
  try {
    const parsed = JSON.parse(
      Buffer.from(config ?? legacy ?? '', 'base64').toString(),
    );
    const entries = config === undefined ? parsed : parsed.auths ?? {};
    return new Map(
      Object.entries(entries).filter(
        (pair): pair is [string, Entry] =>
          typeof pair[1] === 'object' && pair[1] !== null,
      ),
    );
  } catch {
    return undefined;
  }
}

/** As docker compares them: without scheme and path, and a port only where it is not the usual one. */
function registryName(key: string): string {
  return key
    .toLocaleLowerCase('en-US')
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/:443$/, '');
}

function loginOf(
  entry: Entry,
): { username: string; password: string } | undefined {
  const { username, password, auth } = entry;
  if (
    typeof username === 'string' &&
    typeof password === 'string' &&
    username
  ) {
    return { username, password };
  }
  if (typeof auth !== 'string') {
    return undefined;
  }
  const text = Buffer.from(auth, 'base64').toString();
  const colon = text.indexOf(':');
  // Docker pads passwords with NULs.
  return colon > 0
    ? {
        username: text.slice(0, colon),
        password: text.slice(colon + 1).replace(/\0+$/, ''),
      }
    : undefined;
}
