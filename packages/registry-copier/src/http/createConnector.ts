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

import { connect as connectPlain, isIP } from 'node:net';
import type { OnReadOpts, Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  createSecureContext,
  getCACertificates,
  rootCertificates,
} from 'node:tls';
import type { ConnectionOptions, SecureContext } from 'node:tls';
import { parseHost } from '../model/reference';
import type { RegistryConfig } from '../model/types';

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

/** What the system trusts; read once, and only when needed, since it takes a while. */
function systemCertificates(): string[] {
  known ??= trusted();
  return known;
}

/** Makes something when it is first needed. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Begins to connect to where a URL lies; `onread` gets what comes, without a stream in between. */
export type Connector = (
  url: URL,
  onread: OnReadOpts,
  /** `host:port` to connect to instead. */
  at?: string,
) => Socket;

/**
 * Makes the connections of one registry. Its own host is verified against its CA alone; other hosts that it sends us to
 * (storage, token services) against the CA and the system. `address` is used for its own host only.
 *
 * @internal
 */
export function createConnector(options: {
  host: string;
  config: RegistryConfig;
}): Connector {
  const { config } = options;
  const own = parseHost(options.host);
  const ownPort = String(own.port ?? (config.insecureHttp ? 80 : 443));
  const address =
    config.address === undefined ? undefined : parseHost(config.address);
  // Once for all connections: certificates are slow to parse.
  const ownContext = once(() =>
    createSecureContext({ ca: config.ca ?? systemCertificates() }),
  );
  const otherContext = once(() =>
    createSecureContext({
      ca: config.ca
        ? [...systemCertificates(), config.ca]
        : systemCertificates(),
    }),
  );
  const sessions = new Map<string, Buffer>();

  const secure = (
    key: string,
    tls: ConnectionOptions & {
      secureContext: SecureContext;
      onread: OnReadOpts;
    },
  ) => {
    const socket = connectTls({
      ...tls,
      // HTTP/1.1 only: one connection for each transfer gives each its own flow control.
      ALPNProtocols: ['http/1.1'],
      session: sessions.get(key),
    });
    socket.on('session', session => sessions.set(key, session));
    socket.once('error', () => sessions.delete(key));
    return socket;
  };

  return (url, onread, elsewhere) => {
    const hostname = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
    const encrypted = url.protocol === 'https:';
    const port = url.port || (encrypted ? '443' : '80');
    const isOwn = hostname === own.hostname && port === ownPort;
    const at =
      (elsewhere === undefined ? undefined : parseHost(elsewhere)) ??
      (isOwn && address ? address : { hostname, port: undefined });
    const place = {
      host: at.hostname,
      port: Number(at.port ?? port),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
      onread,
    };
    return encrypted
      ? secure(url.host, {
          ...place,
          secureContext: isOwn ? ownContext() : otherContext(),
          // An address has no server name in TLS.
          servername: isIP(hostname) ? '' : hostname,
          // The name in the reference is verified, not that of the place where it is found.
          checkServerIdentity: (_host, cert) =>
            checkServerIdentity(hostname, cert),
        })
      : connectPlain(place);
  };
}
