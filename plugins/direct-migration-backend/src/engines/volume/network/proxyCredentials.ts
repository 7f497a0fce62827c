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

import type { EgressProxySettings } from '../../../clusters/ClusterNetwork';
import { valueOrFile } from '../../../clusters/clusterConfig';
import { MigrationError } from '../../../errors/MigrationError';

/** File of the source's Secret that holds `user:password` of the proxy. @internal */
export const PROXY_CREDENTIALS_FILE = 'proxy-credentials';

/**
 * What a proxy wants to be told, `user:password`; `undefined` where it wants nothing. Read anew each time.
 *
 * @throws `PROXY_CREDENTIALS_MISSING`
 * @internal
 */
export async function proxyCredentials(
  proxy: EgressProxySettings,
  /** For the message. */
  entityRef: string,
): Promise<string | undefined> {
  const { username } = proxy;
  if (username === undefined) {
    return undefined;
  }
  let password: string | undefined;
  let cause: unknown;
  try {
    password = await valueOrFile(proxy.password, proxy.passwordFile);
  } catch (error) {
    cause = error;
  }
  if (password === undefined || /[\r\n]/.test(password)) {
    throw new MigrationError({
      code: 'PROXY_CREDENTIALS_MISSING',
      message: `The password of the proxy ${proxy.host}:${
        proxy.port
      } of ${entityRef} ${
        cause
          ? `cannot be read: ${(cause as Error).message}`
          : 'is missing or has more than one line'
      }`,
      hint: 'Correct egressProxy.passwordFile in directMigration.clusters.',
      kind: 'ServiceUnavailableError',
      cause,
    });
  }
  return `${username}:${password}`;
}
