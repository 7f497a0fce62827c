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

import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';

/** What a request says about who asks. @internal */
export type ClusterCredentials =
  | { token: string }
  | { certData: string; keyData: string };

/** How one API server is reached. @internal */
export interface HttpTransportOptions {
  /** `https://host[:port][/path]` */
  url: string;
  /** PEM; the system's roots without it. */
  ca?: string;
  /** Resolves names; the place of the URL guard. */
  lookup?: LookupFunction;
  /** Asked at each request, so that a rotated token file is used at once. */
  credentials: () => Promise<ClusterCredentials>;
  /** For one request and its answer, in milliseconds; 30,000 by default. */
  timeoutMs?: number;
}

/** One request. @internal */
export interface TransportRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  signal?: AbortSignal;
}

/**
 * HTTPS to one API server: the certificate is always verified, redirects are never followed, every request has a
 * time limit.
 *
 * @internal
 */
export class HttpTransport {
  readonly #options: HttpTransportOptions;
  readonly #base: URL;
  #agent: { key: string; agent: Agent } | undefined;

  constructor(options: HttpTransportOptions) {
    this.#options = options;
    this.#base = new URL(options.url);
  }

  /** The whole answer. */
  async request(
    request: TransportRequest,
  ): Promise<{ status: number; body: string }> {
    const timeout = AbortSignal.timeout(this.#options.timeoutMs ?? 30_000);
    const signal = request.signal
      ? AbortSignal.any([timeout, request.signal])
      : timeout;
    const response = await this.#send(request, signal);
    return {
      status: response.statusCode,
      body: await response.body.text(),
    };
  }

  /** The answer as it comes; only its head is limited in time, so the caller must limit the rest by its signal. */
  async stream(
    request: TransportRequest & { signal: AbortSignal },
  ): Promise<{ status: number; body: Readable }> {
    const head = new AbortController();
    const timer = setTimeout(
      () => head.abort(new DOMException('no answer in time', 'TimeoutError')),
      this.#options.timeoutMs ?? 30_000,
    );
    try {
      const response = await this.#send(
        request,
        AbortSignal.any([head.signal, request.signal]),
      );
      return { status: response.statusCode, body: response.body };
    } finally {
      clearTimeout(timer);
    }
  }

  async #send(
    request: TransportRequest,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    signal.throwIfAborted();
    const credentials = await this.#options.credentials();
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) {
        query.set(key, String(value));
      }
    }
    const prefix = this.#base.pathname.replace(/\/$/, '');
    return this.#agentFor(credentials).request({
      origin: this.#base.origin,
      path: `${prefix}${request.path}${query.size ? `?${query}` : ''}`,
      method: request.method,
      headers: {
        accept: 'application/json',
        'user-agent': 'direct-migration',
        ...('token' in credentials && {
          authorization: `Bearer ${credentials.token}`,
        }),
        ...(request.body !== undefined && {
          'content-type': request.contentType ?? 'application/json',
        }),
      },
      body:
        request.body === undefined ? undefined : JSON.stringify(request.body),
      signal,
    });
  }

  #agentFor(credentials: ClusterCredentials): Agent {
    const key = 'certData' in credentials ? credentials.certData : '';
    if (this.#agent?.key !== key) {
      this.#agent?.agent.close().catch(() => {});
      this.#agent = {
        key,
        agent: new Agent({
          // The limits are ours, by signal: a watch and a followed log are silent for long.
          headersTimeout: 0,
          bodyTimeout: 0,
          keepAliveTimeout: 4_000,
          connect: {
            timeout: Math.min(this.#options.timeoutMs ?? 30_000, 10_000),
            ca: this.#options.ca,
            lookup: this.#options.lookup,
            rejectUnauthorized: true,
            minVersion: 'TLSv1.2',
            ...('certData' in credentials && {
              cert: credentials.certData,
              key: credentials.keyData,
            }),
          },
        }),
      };
    }
    return this.#agent.agent;
  }
}
