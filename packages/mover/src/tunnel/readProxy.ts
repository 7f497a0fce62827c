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

import { readFile } from 'node:fs/promises';
import { MoverError } from '../errors/MoverError';
import type { Address } from './address';
import { parseAddress } from './address';

/** An HTTP proxy between sender and receiver. */
export interface TunnelProxy extends Address {
  credentials?: { username: string; password: string };
}

/**
 * The proxy of the command line.
 * @param address - `host:port`; left out: none
 * @param credentialsFile - holds `user:password`
 * @throws MoverError `CONFIG_INVALID`
 */
export async function readProxy(
  address: string | undefined,
  credentialsFile: string | undefined,
): Promise<TunnelProxy | undefined> {
  if (!address) {
    return undefined;
  }
  const proxy = parseAddress(address, '--proxy');
  if (!credentialsFile) {
    return proxy;
  }
  let text: string;
  try {
    text = await readFile(credentialsFile, 'utf8');
  } catch (error) {
    throw invalid(`cannot be read: ${(error as Error).message}`);
  }
  // Neither can be written into stunnel's configuration, which has no quotes.
  const match = /^([^:\s]+):([^\r\n]+)$/.exec(text.trim());
  if (!match) {
    throw invalid('is not one line user:password');
  }
  return { ...proxy, credentials: { username: match[1], password: match[2] } };
}

function invalid(why: string): MoverError {
  return new MoverError({
    code: 'CONFIG_INVALID',
    message: `The file of --proxy-credentials ${why}`,
    hint: 'Set username and passwordFile of egressProxy for the source cluster.',
  });
}
