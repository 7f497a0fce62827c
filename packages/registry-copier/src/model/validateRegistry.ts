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

import { X509Certificate } from 'node:crypto';
import { fail } from './fail';
import { parseHost } from './reference';
import type { RegistryConfig } from './types';

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/**
 * Checks how to reach one registry.
 *
 * @param key - `host[:port]` under which it was given
 * @throws RegistryError `INVALID_REFERENCE` with the `field` at fault; no secret is in it
 */
export function validateRegistry(
  key: string,
  config: RegistryConfig,
): RegistryConfig {
  const at = `registries[${JSON.stringify(key)}]`;
  parseHost(key, at);
  if (typeof config !== 'object' || config === null) {
    fail(at, 'must be an object');
  }
  for (const name of ['ca', 'username', 'password', 'address'] as const) {
    if (config[name] !== undefined && typeof config[name] !== 'string') {
      fail(`${at}.${name}`, 'must be text');
    }
  }
  if (config.resolve !== undefined && typeof config.resolve !== 'function') {
    fail(`${at}.resolve`, 'must be a function');
  }
  if (config.ca !== undefined) {
    const blocks = config.ca.match(CERTIFICATE) ?? [];
    try {
      blocks.forEach(block => new X509Certificate(block));
    } catch {
      blocks.length = 0;
    }
    if (!blocks.length) {
      fail(
        `${at}.ca`,
        'is not a PEM certificate',
        'Give the text between and with -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----.',
      );
    }
  }
  if (config.username !== undefined && /[:\p{Cc}]/u.test(config.username)) {
    fail(`${at}.username`, 'must not hold a colon or control characters');
  }
  if ((config.username === undefined) !== (config.password === undefined)) {
    fail(
      `${at}.${config.username === undefined ? 'username' : 'password'}`,
      'is missing: user name and password go together',
    );
  }
  if (config.address !== undefined) {
    parseHost(config.address, `${at}.address`);
  }
  return config;
}
