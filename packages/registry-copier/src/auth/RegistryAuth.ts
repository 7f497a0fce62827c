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
import { printableUrl } from '../http/errors';
import { RegistryError } from '../model/RegistryError';
import type { RegistryConfig } from '../model/types';
import { fetchToken } from './fetchToken';
import { parseChallenges } from './parseChallenges';

/** A token is not used when it has less than this left; an upload must not lose it on the way. */
const MARGIN_MS = 15_000;

interface Token {
  value: string;
  /** On the clock of `performance.now()`. */
  expiresAt: number;
}

type Scheme =
  | { kind: 'none' }
  | { kind: 'basic' }
  | { kind: 'bearer'; realm: URL; service?: string };

/**
 * Knows how a registry wants to be spoken to, and keeps its tokens, one for each set of scopes.
 *
 * @internal
 */
export class RegistryAuth {
  private scheme: Scheme = { kind: 'none' };
  private readonly tokens = new Map<string, Promise<Token>>();
  /** Some registries know a repository by another name than its path; they say so in the challenge. */
  private readonly aliases = new Map<string, string>();

  constructor(
    private readonly options: {
      base: URL;
      config: RegistryConfig;
      transport: HttpTransport;
      signal?: AbortSignal;
    },
  ) {}

  /**
   * The `Authorization` header for a request to the registry's own host, as far as is known.
   *
   * @param scopes - `repository:<path>:<actions>`
   */
  async authorization(scopes: string[]): Promise<string | undefined> {
    const { scheme } = this;
    if (scheme.kind === 'basic') {
      return this.basic();
    }
    if (scheme.kind === 'none') {
      return undefined;
    }
    const key = keyOf(scopes);
    const known = this.tokens.get(key);
    if (known) {
      const token = await known.catch(() => undefined);
      if (token && token.expiresAt - MARGIN_MS > performance.now()) {
        return `Bearer ${token.value}`;
      }
      if (this.tokens.get(key) === known) {
        this.tokens.delete(key);
      }
    }
    let fetching = this.tokens.get(key);
    if (!fetching) {
      fetching = this.obtain(scheme, scopes);
      this.tokens.set(key, fetching);
    }
    try {
      return `Bearer ${(await fetching).value}`;
    } catch (error) {
      if (this.tokens.get(key) === fetching) {
        this.tokens.delete(key);
      }
      throw error;
    }
  }

  /**
   * Learns from a 401. Afterwards {@link RegistryAuth.authorization} gives something new to try.
   *
   * @param rejected - the header that was refused
   * @throws RegistryError `AUTH_FAILED` when there is nothing new to try
   */
  async learn(options: {
    challenge?: string;
    scopes: string[];
    rejected?: string;
    what: string;
  }): Promise<void> {
    const { scopes, rejected, what } = options;
    const challenges = parseChallenges(options.challenge ?? '');
    const bearer = challenges.find(
      ({ scheme, parameters }) => scheme === 'bearer' && parameters.realm,
    );
    if (bearer) {
      this.scheme = {
        kind: 'bearer',
        realm: this.realm(bearer.parameters.realm),
        service: bearer.parameters.service,
      };
      const key = keyOf(scopes);
      const asked = bearer.parameters.scope;
      const resource = asked?.slice(0, asked.lastIndexOf(':') + 1);
      if (asked && !scopes.some(scope => scope.startsWith(resource))) {
        this.aliases.set(key, asked);
      }
      if (
        rejected?.startsWith('Bearer ') &&
        bearer.parameters.error === 'insufficient_scope'
      ) {
        throw new RegistryError({
          code: 'AUTH_FAILED',
          message: `${what}: 401, the account may not do this in this repository`,
          status: 401,
        });
      }
      const token = await this.tokens.get(key)?.catch(() => undefined);
      if (token && `Bearer ${token.value}` === rejected) {
        this.tokens.delete(key);
      }
      return;
    }
    if (
      challenges.some(({ scheme }) => scheme === 'basic') &&
      !rejected &&
      this.basic()
    ) {
      this.scheme = { kind: 'basic' };
      return;
    }
    const { host } = this.options.base;
    if (rejected || this.basic()) {
      throw new RegistryError({
        code: 'AUTH_FAILED',
        message: `${what}: 401, ${host} refuses the credentials`,
        status: 401,
      });
    }
    throw new RegistryError({
      code: 'AUTH_FAILED',
      message: `${what}: 401, ${host} wants credentials and none are given`,
      hint: `Give username and password for ${host}.`,
      status: 401,
    });
  }

  private basic(): string | undefined {
    const { username, password } = this.options.config;
    return username === undefined
      ? undefined
      : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  private realm(text: string): URL {
    const { base } = this.options;
    const realm = URL.canParse(text, base) ? new URL(text, base) : undefined;
    if (
      !realm ||
      !['http:', 'https:'].includes(realm.protocol) ||
      (base.protocol === 'https:' && realm.protocol === 'http:')
    ) {
      throw new RegistryError({
        code: 'AUTH_FAILED',
        message: `${base.host} names ${
          realm ? printableUrl(realm) : 'no valid address'
        } as its token service; credentials are not sent there`,
        hint: 'The token service of a registry with TLS must have TLS too; correct the setting of the registry.',
      });
    }
    realm.username = '';
    realm.password = '';
    return realm;
  }

  private async obtain(
    scheme: Scheme & { kind: 'bearer' },
    scopes: string[],
  ): Promise<Token> {
    const { transport, signal, config } = this.options;
    const alias = this.aliases.get(keyOf(scopes));
    const { token, seconds } = await fetchToken({
      transport,
      realm: scheme.realm,
      service: scheme.service,
      scopes: [...scopes, ...(alias ? [alias] : [])],
      username: config.username,
      authorization: this.basic(),
      signal,
    });
    // A short-lived token would never be used if the margin were its whole life.
    return {
      value: token,
      expiresAt:
        performance.now() + Math.max(seconds * 1000, MARGIN_MS + seconds * 500),
    };
  }
}

function keyOf(scopes: string[]): string {
  return [...scopes].sort((a, b) => (a < b ? -1 : 1)).join(' ');
}
