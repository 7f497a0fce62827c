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

import type { Address } from './address';
import { stunnelAddress } from './address';
import type { TunnelProxy } from './readProxy';
import type { TlsFiles } from './tlsFiles';

/** A dead peer is noticed in about a minute and a half, on both sides. */
const SOCKET_OPTIONS = ['l', 'r'].flatMap(side => [
  `socket = ${side}:TCP_NODELAY=1`,
  `socket = ${side}:SO_KEEPALIVE=1`,
  `socket = ${side}:TCP_KEEPIDLE=30`,
  `socket = ${side}:TCP_KEEPINTVL=10`,
  `socket = ${side}:TCP_KEEPCNT=6`,
]);

function trust(tls: TlsFiles): string[] {
  return [
    'sslVersionMin = TLSv1.3',
    'verifyChain = yes',
    `CAfile = ${tls.ca}`,
    `cert = ${tls.cert}`,
    `key = ${tls.key}`,
  ];
}

/** The receiver's end: runs the shell script once for each connection that has proved itself. */
export function serverConfig(options: {
  listen: Address;
  tls: TlsFiles;
  shell: string;
  script: string;
}): string {
  return `${[
    'foreground = yes',
    'pid =',
    'syslog = no',
    'debug = info',
    ...SOCKET_OPTIONS,
    '[receiver]',
    `accept = ${stunnelAddress(options.listen)}`,
    `exec = ${options.shell}`,
    `execArgs = sh ${options.script}`,
    // a session is as long as rsync makes it; rsync has a timeout of its own
    'TIMEOUTidle = 604800',
    ...trust(options.tls),
  ].join('\n')}\n`;
}

/** The sender's end: one connection between its standard input and output and the receiver. */
export function clientConfig(options: {
  connect: Address;
  serverName: string;
  tls: TlsFiles;
  logFile: string;
  proxy?: TunnelProxy;
}): string {
  const target = stunnelAddress(options.connect);
  return `${[
    'syslog = no',
    'debug = notice',
    `output = ${options.logFile}`,
    ...SOCKET_OPTIONS,
    'client = yes',
    ...(options.proxy
      ? [
          `connect = ${stunnelAddress(options.proxy)}`,
          'protocol = connect',
          `protocolHost = ${
            options.connect.host.includes(':')
              ? `[${options.connect.host}]:${options.connect.port}`
              : target
          }`,
          ...(options.proxy.credentials
            ? [
                `protocolUsername = ${options.proxy.credentials.username}`,
                `protocolPassword = ${options.proxy.credentials.password}`,
              ]
            : []),
        ]
      : [`connect = ${target}`]),
    `sni = ${options.serverName}`,
    `checkHost = ${options.serverName}`,
    'TIMEOUTconnect = 10',
    'TIMEOUTbusy = 20',
    'TIMEOUTidle = 604800',
    ...trust(options.tls),
  ].join('\n')}\n`;
}
