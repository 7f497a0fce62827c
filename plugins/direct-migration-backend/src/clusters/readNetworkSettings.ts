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

import type { Config } from '@backstage/config';
import type { EgressProxySettings, NetworkSettings } from './ClusterNetwork';

const DOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * The ways into and out of a cluster, of its entry in `directMigration.clusters`.
 *
 * @throws if a value is not what `config.d.ts` says
 * @internal
 */
export function readNetworkSettings(entry: Config): NetworkSettings {
  const gateway = entry.getOptionalConfig('gateway');
  const proxy = entry.getOptionalConfig('egressProxy');
  return {
    nodePortHost: entry.getOptionalString('nodePortHost'),
    routeDomain: domain(entry, 'routeDomain'),
    ingressDomain: domain(entry, 'ingressDomain'),
    ingressClass: entry.getOptionalString('ingressClass'),
    gateway: gateway && {
      namespace: gateway.getString('namespace'),
      name: gateway.getString('name'),
      listener: gateway.getOptionalString('listener'),
    },
    egressProxy: proxy && readEgressProxy(proxy, entry.getString('entityRef')),
  };
}

function domain(entry: Config, key: string): string | undefined {
  const value = entry.getOptionalString(key)?.toLowerCase();
  if (value !== undefined && !DOMAIN.test(value)) {
    throw new Error(
      `${key} of ${entry.getString(
        'entityRef',
      )} in directMigration.clusters is not a domain such as apps.example.com: ${value}`,
    );
  }
  return value;
}

function readEgressProxy(
  config: Config,
  entityRef: string,
): EgressProxySettings {
  const refuse = (why: string) =>
    new Error(
      `egressProxy.url of ${entityRef} in directMigration.clusters ${why}`,
    );
  const text = config.getString('url');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // Not shown: it may hold a password.
    throw refuse('is not an address such as http://proxy.example.com:3128');
  }
  if (url.username || url.password) {
    throw refuse(
      'must not hold credentials: use egressProxy.username and egressProxy.passwordFile',
    );
  }
  if (url.protocol !== 'http:') {
    throw refuse(
      'must begin with http://: the tunnel speaks CONNECT in the clear, with its own TLS inside',
    );
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 80),
    noProxy: config.getOptionalStringArray('noProxy') ?? [],
    username: config.getOptionalString('username'),
    password: config.getOptionalString('password'),
    passwordFile: config.getOptionalString('passwordFile'),
  };
}
