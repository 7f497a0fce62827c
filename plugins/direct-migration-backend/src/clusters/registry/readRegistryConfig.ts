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
import { pemProblem } from './checkPem';
import type { PullSecretRef } from './readPullSecret';

const HOST =
  /^(?:\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::[0-9]{1,5})?$/;
/** Where `docs/rbac` puts what is ours. */
const OWN_NAMESPACE = 'direct-migration';

/** The registry of a cluster. @internal */
export interface RegistryConfig {
  /** Absent: as the cluster says. */
  host?: string;
  internalHost?: string;
  aliases: string[];
  /** `host:port` to connect to instead of resolving `host`. */
  address?: string;
  /** PEM. */
  ca?: string;
  caFile?: string;
  username?: string;
  password?: string;
  passwordFile?: string;
  serviceAccountToken?: boolean;
  pullSecret?: PullSecretRef;
  insecureHttp: boolean;
}

/**
 * Reads `directMigration.clusters[].registry`.
 *
 * @param at - where it stands in the config, for messages
 * @throws on values that cannot be right, naming the key
 * @internal
 */
export function readRegistryConfig(
  registry: Config,
  at: string,
): RegistryConfig {
  const secret = registry.getOptionalConfig('pullSecret');
  const config: RegistryConfig = {
    host: registry.getOptionalString('host'),
    internalHost: registry.getOptionalString('internalHost'),
    address: registry.getOptionalString('address'),
    aliases: registry.getOptionalStringArray('aliases') ?? [],
    ca: registry.getOptionalString('ca'),
    caFile: registry.getOptionalString('caFile'),
    username: registry.getOptionalString('username'),
    password: registry.getOptionalString('password'),
    passwordFile: registry.getOptionalString('passwordFile'),
    serviceAccountToken: registry.getOptionalBoolean('serviceAccountToken'),
    pullSecret: secret && {
      namespace: secret.getOptionalString('namespace') ?? OWN_NAMESPACE,
      name: secret.getString('name'),
    },
    insecureHttp: registry.getOptionalBoolean('insecureHttp') ?? false,
  };
  for (const [key, value] of [
    ['host', config.host],
    ['internalHost', config.internalHost],
    ['address', config.address],
    ...config.aliases.map((alias, i) => [`aliases[${i}]`, alias]),
  ] as [string, string | undefined][]) {
    if (value !== undefined && !HOST.test(value)) {
      throw new Error(
        `${at}.${key} is '${value}', but has to be host[:port], without https:// and path`,
      );
    }
  }
  const problem = config.ca === undefined ? undefined : pemProblem(config.ca);
  if (problem) {
    throw new Error(`${at}.ca ${problem}`);
  }
  const password = config.password ?? config.passwordFile;
  if (config.username === undefined && password !== undefined) {
    throw new Error(`${at} has a password, but no username`);
  }
  if (
    config.username !== undefined &&
    password === undefined &&
    !config.serviceAccountToken
  ) {
    throw new Error(
      `${at} has a username, but neither password nor passwordFile`,
    );
  }
  return config;
}
