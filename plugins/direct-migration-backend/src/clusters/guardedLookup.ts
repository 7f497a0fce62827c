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

import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { MigrationError } from '../errors/MigrationError';

/** Resolves a name to every address it has. @internal */
export type ResolveAll = (hostname: string) => Promise<LookupAddress[]>;

const resolveBySystem: ResolveAll = hostname =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    );
  });

/**
 * Whether an address belongs to a host of the public internet: not private, loopback, link-local, reserved or a
 * multicast group, also where such an address hides inside an IPv6 one.
 *
 * @internal
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) {
    return false;
  }
  // `process` turns an IPv4-mapped address into the IPv4 one.
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast') {
    // Old "IPv4-compatible" addresses, ::a.b.c.d, count as unicast.
    return (
      parsed.kind() === 'ipv4' ||
      (parsed as ipaddr.IPv6).parts.slice(0, 6).some(part => part !== 0)
    );
  }
  return false;
}

/**
 * Whether a host name matches one of the patterns: exact, or `*.example.com` for any name below.
 *
 * @internal
 */
export function matchesHost(hostname: string, patterns: string[]): boolean {
  const host = hostname.toLowerCase();
  return patterns.some(pattern => {
    const wanted = pattern.toLowerCase().replace(/^\[|\]$/g, '');
    return wanted.startsWith('*.')
      ? host.endsWith(wanted.slice(1)) && host.length > wanted.length - 1
      : host === wanted;
  });
}

/**
 * Checks the address of an API server as far as that is possible without resolving it.
 *
 * @param options - `allowed`: patterns of host names that may have any address
 * @returns the URL, and the lookup that must be used to connect: it checks the very address that is connected to, so
 *   a name that changes its address between check and use gains nothing
 * @throws `CLUSTER_URL_REFUSED`
 * @internal
 */
export function guardApiServerUrl(options: {
  url: string;
  allowed: string[];
  resolveAll?: ResolveAll;
}): { url: URL; lookup: LookupFunction } {
  const { allowed, resolveAll = resolveBySystem } = options;
  let url: URL;
  try {
    url = new URL(options.url);
  } catch (error) {
    throw refused(`'${options.url}' is not a URL`, error);
  }
  if (url.username || url.password) {
    throw refused('it contains credentials');
  }
  if (url.protocol !== 'https:') {
    throw refused(`it is not https but ${url.protocol.replace(':', '')}`);
  }
  if (url.search || url.hash) {
    throw refused('it has a query or a fragment');
  }
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const exempt = matchesHost(hostname, allowed);
  if (isIP(hostname) && !exempt && !isPublicAddress(hostname)) {
    throw refused(`${hostname} is not a public address`);
  }
  const lookup: LookupFunction = (name, lookupOptions, callback) => {
    resolveAll(name)
      .then(addresses => {
        const bad = exempt
          ? undefined
          : addresses.find(a => !isPublicAddress(a.address));
        if (bad) {
          throw refused(
            `${name} resolves to ${bad.address}, which is not a public address`,
          );
        }
        const family = Number(
          String(lookupOptions.family ?? 0).replace('IPv', ''),
        );
        const fitting = family
          ? addresses.filter(a => a.family === family)
          : addresses;
        if (!fitting.length) {
          throw Object.assign(new Error(`${name} has no address`), {
            code: 'ENOTFOUND',
          });
        }
        if (lookupOptions.all) {
          callback(null, fitting);
        } else {
          callback(null, fitting[0].address, fitting[0].family);
        }
      })
      .catch(error => callback(error, '', 0));
  };
  return { url, lookup };
}

function refused(reason: string, cause?: unknown): MigrationError {
  return new MigrationError({
    code: 'CLUSTER_URL_REFUSED',
    message: `The address of the API server is refused: ${reason}`,
    hint: 'Correct the annotation kubernetes.io/api-server. If the address is right and trusted, add its host name to directMigration.dangerouslyAllowClusterUrls.',
    kind: 'InputError',
    cause,
  });
}
