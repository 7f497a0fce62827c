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

import {
  checkServerIdentity,
  getCACertificates,
  rootCertificates,
} from 'node:tls';
import { Agent, buildConnector } from 'undici';
import { parseHost } from '../model/reference';
import type { RegistryConfig } from '../model/types';

const CONNECT_TIMEOUT_MS = 15_000;

function trusted(): string[] {
  try {
    return [
      ...new Set([
        ...getCACertificates('default'),
        ...getCACertificates('system'),
      ]),
    ];
  } catch {
    return [...rootCertificates];
  }
}

let known: string[] | undefined;

/** What the system trusts; read once, since it takes a while. */
function systemCertificates(): string[] {
  known ??= trusted();
  return known;
}

/**
 * The connections of one registry. Its own host is verified against its CA alone; other hosts that it sends us to
 * (storage, token services) against the CA and the system. `address` is used for its own host only.
 *
 * @internal
 */
export function createDispatcher(options: {
  host: string;
  config: RegistryConfig;
  connectTimeoutMs?: number;
}): Agent {
  const { config } = options;
  const own = parseHost(options.host);
  const ownPort = String(own.port ?? (config.insecureHttp ? 80 : 443));
  const address =
    config.address === undefined ? undefined : parseHost(config.address);
  // HTTP/1.1 only: one connection for each transfer gives each its own flow control.
  const base = {
    allowH2: false,
    timeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
  };
  const toOwn = buildConnector({
    ...base,
    ca: config.ca ?? systemCertificates(),
  });
  const toOthers = buildConnector({
    ...base,
    ca: config.ca ? [...systemCertificates(), config.ca] : systemCertificates(),
  });
  const toAddress = buildConnector({
    ...base,
    ca: config.ca ?? systemCertificates(),
    // The name in the reference is verified, not that of the place where it is found.
    checkServerIdentity: (_host, cert) =>
      checkServerIdentity(own.hostname, cert),
  });

  return new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 1,
    connect: (opts, callback) => {
      const hostname = opts.hostname.replace(/^\[|\]$/g, '').toLowerCase();
      const port = opts.port || (opts.protocol === 'https:' ? '443' : '80');
      if (hostname !== own.hostname || port !== ownPort) {
        toOthers(opts, callback);
      } else if (address) {
        toAddress(
          {
            ...opts,
            hostname: address.hostname,
            port: String(address.port ?? port),
          },
          callback,
        );
      } else {
        toOwn(opts, callback);
      }
    },
  });
}
