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

import { RegistryAuth } from '../auth/RegistryAuth';
import { printableUrl, responseError } from '../http/errors';
import { HttpTransport } from '../http/HttpTransport';
import type { HttpRequest, HttpResponse } from '../http/HttpTransport';
import { RegistryError } from '../model/RegistryError';
import type { RegistryConfig } from '../model/types';

const MAX_REDIRECTS = 5;
const MAX_REJECTED = 3;
const ERROR_LIMIT = 16 * 1024;
const REDIRECTS = [301, 302, 303, 307, 308];

/** A request to a registry. */
export interface RegistryRequest extends Omit<HttpRequest, 'url'> {
  /** Path below the registry's address, or an address that the registry gave. */
  url: string | URL;
  /** `repository:<path>:<actions>` that it needs. */
  scopes: string[];
  /** Statuses that are an answer; any other is an error. */
  expect: number[];
}

/**
 * Requests to one registry: logs in, renews tokens, follows redirects, and makes errors of unexpected answers.
 * Credentials go to the registry's own host (and its token service) only.
 *
 * @internal
 */
export class RegistryHttp {
  readonly base: URL;
  private readonly transport: HttpTransport;
  private readonly auth: RegistryAuth;
  private readonly onAnswer?: (status: number) => void;

  constructor(options: {
    host: string;
    config: RegistryConfig;
    signal?: AbortSignal;
    idleTimeoutMs?: number;
    /** Called with the status of every answer of the registry itself. */
    onAnswer?: (status: number) => void;
  }) {
    this.onAnswer = options.onAnswer;
    this.base = new URL(
      `${options.config.insecureHttp ? 'http' : 'https'}://${options.host}`,
    );
    this.transport = new HttpTransport(options);
    this.auth = new RegistryAuth({
      base: this.base,
      config: options.config,
      transport: this.transport,
      signal: options.signal,
    });
  }

  /**
   * @returns the answer, and whether it is that of another host, which the registry sent us to
   * @throws RegistryError any code but `INVALID_REFERENCE`
   */
  async request(
    request: RegistryRequest,
  ): Promise<HttpResponse & { redirected: boolean }> {
    let url = new URL(request.url, this.base);
    let rejected = 0;
    let redirects = 0;
    for (;;) {
      const own = url.origin === this.base.origin;
      const authorization = own
        ? await this.auth.authorization(request.scopes)
        : undefined;
      const response = await this.transport.send({
        method: request.method,
        url,
        headers: {
          ...request.headers,
          ...(authorization ? { authorization } : {}),
        },
        body: request.body,
        signal: request.signal,
      });
      const { status } = response;
      if (own) {
        this.onAnswer?.(status);
      }
      if (status === 401 && own) {
        await response.drop();
        rejected += authorization ? 1 : 0;
        await this.auth.learn({
          challenge: response.header('www-authenticate'),
          scopes: request.scopes,
          rejected: authorization,
          what: response.what,
        });
        const streamed = request.body && !(request.body instanceof Uint8Array);
        if (streamed || rejected >= MAX_REJECTED) {
          throw new RegistryError({
            code: 'AUTH_FAILED',
            message: `${response.what}: 401, ${this.base.host} refuses its own token`,
            status,
            // What is gone of a stream cannot be sent again; the whole transfer can.
            retryable: Boolean(streamed),
          });
        }
        continue;
      }
      const location = response.header('location');
      if (
        REDIRECTS.includes(status) &&
        location &&
        ['GET', 'HEAD'].includes(request.method)
      ) {
        await response.drop();
        redirects += 1;
        if (redirects > MAX_REDIRECTS) {
          throw new RegistryError({
            code: 'UNSUPPORTED',
            message: `${response.what}: more than ${MAX_REDIRECTS} redirects`,
          });
        }
        url = this.resolve(location, url);
        continue;
      }
      if (!request.expect.includes(status)) {
        throw await this.errorOf(response);
      }
      return Object.assign(response, { redirected: !own });
    }
  }

  /**
   * Asks the registry without credentials whether it wants some: one request, and no password checked.
   *
   * @throws RegistryError `NETWORK`, `TLS`, `RATE_LIMITED`, `AUTH_FAILED`
   */
  async reach(): Promise<void> {
    const response = await this.transport.send({
      method: 'GET',
      url: new URL('/v2/', this.base),
    });
    const { status, what } = response;
    this.onAnswer?.(status);
    if (status === 429 || status >= 500) {
      throw await this.errorOf(response);
    }
    await response.drop();
    if (status === 401) {
      const challenge = response.header('www-authenticate');
      await this.auth.learn({ challenge, scopes: [], what });
    }
  }

  /**
   * An address that the registry gave, checked: TLS is not left. A registry behind a proxy often believes that it
   * speaks plain HTTP; what it says about its own host is corrected.
   *
   * @throws RegistryError `UNSUPPORTED`
   */
  resolve(location: string, from: URL): URL {
    const url = URL.canParse(location, from)
      ? new URL(location, from)
      : undefined;
    if (!url || !['http:', 'https:'].includes(url.protocol)) {
      throw new RegistryError({
        code: 'UNSUPPORTED',
        message: `${
          this.base.host
        } answers with an address that is none for ${printableUrl(from)}`,
      });
    }
    url.username = '';
    url.password = '';
    if (this.base.protocol === 'https:' && url.protocol === 'http:') {
      if (
        url.hostname === this.base.hostname &&
        ['', this.base.port].includes(url.port)
      ) {
        return new URL(`${url.pathname}${url.search}`, this.base);
      }
      throw new RegistryError({
        code: 'UNSUPPORTED',
        message: `${
          this.base.host
        } sends us from TLS to plain HTTP, ${printableUrl(
          url,
        )}, which is not followed`,
        hint: "Correct the registry's setting of its own or its storage's address.",
      });
    }
    return url;
  }

  /** The error for an answer; reads its body. */
  async errorOf(response: HttpResponse): Promise<RegistryError> {
    const parts: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of response.chunks()) {
        parts.push(chunk);
        length += chunk.length;
        if (length > ERROR_LIMIT) {
          break;
        }
      }
    } catch (error) {
      if (error instanceof RegistryError && error.code === 'CANCELED') {
        return error;
      }
      // The status says enough.
    }
    const error = responseError({
      what: response.what,
      status: response.status,
      body: Buffer.concat(parts),
      retryAfter: response.header('retry-after'),
    });
    if (error.retryAfterMs) {
      this.transport.pause(Math.min(error.retryAfterMs, 60_000));
    }
    return error;
  }

  /** Breaks all connections. */
  async close(): Promise<void> {
    await this.transport.close();
  }
}
