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

import { isIPv6 } from 'node:net';
import { MoverError } from '../errors/MoverError';

/** A host and a port. */
export interface Address {
  /** Without brackets. */
  host: string;
  port: number;
}

/**
 * Reads `host:port`. An IPv6 address may have brackets; without, the last colon is the one before the port.
 * @throws MoverError `CONFIG_INVALID`
 */
export function parseAddress(text: string, option: string): Address {
  const match = /^(?:\[([0-9a-fA-F:.%a-z]+)\]|([^[\]\s]+)):(\d{1,5})$/.exec(
    text,
  );
  const host = match?.[1] ?? match?.[2] ?? '';
  const port = Number(match?.[3]);
  if (
    !match ||
    ((match[1] || host.includes(':')) && !isIPv6(host)) ||
    port < 1 ||
    port > 65535
  ) {
    throw new MoverError({
      code: 'CONFIG_INVALID',
      message: `${option}: "${text}" is not host:port`,
      hint: 'Write 10.0.0.1:8443, receiver.example.com:443 or [2001:db8::1]:8443.',
    });
  }
  return { host, port };
}

/** As stunnel wants it: it cuts at the last colon and takes no brackets. */
export function stunnelAddress(address: Address): string {
  return `${address.host}:${address.port}`;
}
