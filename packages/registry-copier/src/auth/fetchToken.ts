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

import type { HttpTransport } from '../http/HttpTransport';
import { responseError } from '../http/errors';
import { RegistryError } from '../model/RegistryError';

const TOKEN_LIMIT = 1024 * 1024;

/**
 * Asks a token service for a bearer token.
 *
 * @returns the token and how long it lives, in seconds
 * @throws RegistryError `AUTH_FAILED`, `NETWORK`, …
 */
export async function fetchToken(options: {
  transport: HttpTransport;
  realm: URL;
  service?: string;
  scopes: string[];
  username?: string;
  /** Of the user at the token service. */
  authorization?: string;
  signal?: AbortSignal;
}): Promise<{ token: string; seconds: number }> {
  const { transport, realm, service, scopes, username, authorization, signal } =
    options;
  const url = new URL(realm);
  if (service) {
    url.searchParams.set('service', service);
  }
  scopes.forEach(scope => url.searchParams.append('scope', scope));
  if (username) {
    url.searchParams.set('account', username);
  }
  const response = await transport.send({
    method: 'GET',
    url,
    headers: {
      accept: 'application/json',
      ...(authorization ? { authorization } : {}),
    },
    signal,
  });
  const body = await response.bytes(TOKEN_LIMIT);
  if (response.status !== 200) {
    throw responseError({
      what: response.what,
      status: response.status,
      body,
      retryAfter: response.header('retry-after'),
    });
  }
  let answer: {
    token?: unknown;
    access_token?: unknown;
    expires_in?: unknown;
  } = {};
  try {
    answer = JSON.parse(body.toString('utf8')) ?? {};
  } catch {
    // The answer without a token is reported below.
  }
  const token = answer.token || answer.access_token;
  if (typeof token !== 'string' || /[^\x21-\x7e]/.test(token)) {
    throw new RegistryError({
      code: 'AUTH_FAILED',
      message: `${response.what}: the token service gave no token`,
    });
  }
  const seconds =
    typeof answer.expires_in === 'number' && answer.expires_in > 0
      ? answer.expires_in
      : 60;
  return { token, seconds };
}
