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

import { BlockList, isIP } from 'node:net';
import type { EgressProxySettings } from '../../../clusters/ClusterNetwork';

/**
 * The proxy through which a host is reached, if there is one.
 *
 * @param proxy - of the cluster from which it is reached
 * @param host - a name or an address, without brackets
 * @internal
 */
export function egressProxy(
  proxy: EgressProxySettings | undefined,
  host: string,
): EgressProxySettings | undefined {
  return proxy && !proxy.noProxy.some(entry => covers(entry.trim(), host))
    ? proxy
    : undefined;
}

/** `*`, an address, a network, or a domain with all that lies below it, as curl and Go read it. */
function covers(entry: string, host: string): boolean {
  if (!entry) {
    return false;
  }
  if (entry === '*') {
    return true;
  }
  const family = isIP(host);
  if (family) {
    const [address, prefix] = entry.split('/');
    const kind = family === 4 ? 'ipv4' : 'ipv6';
    const whole = family === 4 ? 32 : 128;
    if (isIP(address) !== family) {
      return false;
    }
    const list = new BlockList();
    try {
      list.addSubnet(address, prefix ? Number(prefix) : whole, kind);
    } catch {
      return false;
    }
    return list.check(host, kind);
  }
  const domain = entry.toLowerCase().replace(/^\*?\./, '');
  const name = host.toLowerCase();
  return name === domain || name.endsWith(`.${domain}`);
}
