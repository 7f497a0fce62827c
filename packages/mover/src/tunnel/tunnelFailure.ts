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

/** Why a tunnel did not come about. */
export interface TunnelFailure {
  /** `auth`: one side does not accept the other's certificate; `network`: everything else. */
  kind: 'auth' | 'network';
  /** `server`: what answers is not the receiver; `client`: the receiver refuses the sender. Only with `auth`. */
  refused?: 'server' | 'client';
  /** Stunnel's own words. */
  cause: string;
}

const CLIENT_REFUSED =
  /alert (?:unknown ca|bad certificate|certificate (?:required|expired|revoked|unknown)|unsupported certificate|access denied|decrypt error)/i;
// a receiver speaks as we do: the two alerts come from somebody else at its address
const SERVER_REFUSED =
  /alert (?:handshake failure|protocol version)|certificate verify failed|CERT: (?!Pre-verification error: certificate is ok)|Subject checks failed|No (?:matching )?host ?name/i;
const NOISE = /Insecure file permissions|Configuration successful|^\s*$/;

const PROXY_REFUSED = /^CONNECT request rejected$/;
const PROXY_REFUSES =
  'the proxy refuses to connect (CONNECT request rejected): its rules do not allow the address, or the credentials are missing or wrong';

/**
 * Reads stunnel's log of one connection.
 * @returns what went wrong, or `undefined` if nothing did
 */
export function tunnelFailure(log: string): TunnelFailure | undefined {
  const complaints = log
    .split('\n')
    .map(line => /LOG([0-9])\[[^\]]*\]: (.*)$/.exec(line))
    .filter(match => match && Number(match[1]) <= 4)
    .map(match => (match as RegExpExecArray)[2])
    .filter(message => !NOISE.test(message))
    .map(message => message.replace(PROXY_REFUSED, PROXY_REFUSES));
  if (complaints.length === 0) {
    return undefined;
  }
  const client = complaints.find(message => CLIENT_REFUSED.test(message));
  if (client) {
    return { kind: 'auth', refused: 'client', cause: client };
  }
  const server = complaints.filter(message => SERVER_REFUSED.test(message));
  if (server.length > 0) {
    return {
      kind: 'auth',
      refused: 'server',
      cause: [...new Set(server)].join('; '),
    };
  }
  return {
    kind: 'network',
    cause: [...new Set(complaints)].slice(0, 3).join('; '),
  };
}
