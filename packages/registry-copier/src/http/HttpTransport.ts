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

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryError } from '../model/RegistryError';
import type { RegistryConfig } from '../model/types';
import { collectBytes } from './collectBytes';
import { ConnectionPool } from './ConnectionPool';
import { createConnector } from './createConnector';
import { connectionError, printableUrl } from './errors';
import { Watchdog } from './Watchdog';
import { WatchedBody } from './WatchedBody';
import type { StreamedBody } from './writeBody';

/** One HTTP request. */
export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers?: Record<string, string>;
  body?: Uint8Array | StreamedBody;
  signal?: AbortSignal;
}

/** The answer. Either {@link HttpResponse.bytes} or {@link HttpResponse.chunks} or {@link HttpResponse.drop} must be called. */
export interface HttpResponse {
  status: number;
  /** What was asked, for messages. */
  what: string;
  header(name: string): string | undefined;
  /** The whole body, refused when longer than `limit` bytes. */
  bytes(limit: number): Promise<Buffer>;
  /** The body piece by piece. */
  chunks(): AsyncIterableIterator<Buffer>;
  /** The body is of no interest. */
  drop(): Promise<void>;
}

/** Fewer bytes than this per idle time count as silence. */
const FLOOR = 1024;

/** A longer body is not worth keeping the connection for. */
const DROP_LIMIT = 65_536;

/** A registry may take longer to file a big blob than to send a byte. */
const ANSWER_FACTOR = 5;

/**
 * Single HTTP requests to a registry and the hosts it sends us to: no credentials, no redirects, no retries, but a time
 * limit on everything and errors that name the request.
 *
 * @internal
 */
export class HttpTransport {
  private readonly pool: ConnectionPool;
  private readonly idleTimeoutMs: number;
  private readonly signal?: AbortSignal;
  private pausedUntil = 0;

  constructor(options: {
    host: string;
    config: RegistryConfig;
    signal?: AbortSignal;
    idleTimeoutMs?: number;
  }) {
    this.idleTimeoutMs = options.idleTimeoutMs ?? 60_000;
    this.signal = options.signal;
    this.pool = new ConnectionPool({
      connector: createConnector(options),
      resolve: resolverOf(options),
      connectTimeoutMs: Math.min(15_000, this.idleTimeoutMs),
    });
  }

  /** Holds back all further requests for a while, because the registry asked for it. */
  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, Date.now() + ms);
  }

  /** @throws RegistryError `NETWORK`, `TLS`, `CANCELED` */
  async send(request: HttpRequest): Promise<HttpResponse> {
    const what = `${request.method} ${printableUrl(request.url)}`;
    const abort = new AbortController();
    const cancel = () =>
      abort.abort(
        new RegistryError({ code: 'CANCELED', message: `${what}: canceled` }),
      );
    const signals = [this.signal, request.signal].filter(s => s !== undefined);
    signals.forEach(s =>
      s.aborted
        ? cancel()
        : s.addEventListener('abort', cancel, { once: true }),
    );
    const watchdog = new Watchdog({
      timeoutMs: this.idleTimeoutMs,
      floor: FLOOR,
      onSilence: () =>
        abort.abort(
          new RegistryError({
            code: 'NETWORK',
            message: `${what}: no data for ${this.idleTimeoutMs / 1000} s`,
            retryable: true,
          }),
        ),
    });
    const done = () => {
      watchdog.stop();
      signals.forEach(s => s.removeEventListener('abort', cancel));
    };
    const failure = (error: unknown) =>
      abort.signal.aborted
        ? abort.signal.reason
        : connectionError(error, what, request.url.host);

    try {
      await this.waitForPause(abort.signal);
      const connection = await this.pool.acquire(request.url, abort.signal);
      watchdog.start();
      const { status, headers, body } = await connection.send({
        method: request.method,
        url: request.url,
        headers: this.headersOf(request),
        body: this.bodyOf(request.body, watchdog),
        signal: abort.signal,
        onSent: this.onSent(request.body, watchdog),
      });
      watchdog.start();
      const chunks = () => new WatchedBody({ body, watchdog, failure, done });
      return {
        status,
        what,
        header: name => headers.get(name.toLowerCase()),
        chunks,
        bytes: limit =>
          collectBytes(chunks(), {
            limit,
            what,
            deadlineMs: this.idleTimeoutMs * 2,
            abort: error => abort.abort(error),
          }),
        drop: async () => {
          let length = 0;
          for await (const chunk of chunks()) {
            length += chunk.length;
            if (length > DROP_LIMIT) {
              break;
            }
          }
        },
      };
    } catch (error) {
      done();
      throw failure(error);
    }
  }

  /** Breaks all connections. */
  async close(): Promise<void> {
    this.pool.close();
  }

  private async waitForPause(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    for (
      let ms = this.pausedUntil - Date.now();
      ms > 0;
      ms = this.pausedUntil - Date.now()
    ) {
      await Promise.race([
        sleep(ms, undefined, { signal }),
        once(signal, 'abort'),
      ]);
      signal.throwIfAborted();
    }
  }

  private headersOf({ headers, body }: HttpRequest): Record<string, string> {
    const length = body instanceof Uint8Array ? body.byteLength : body?.length;
    return {
      // Some firewalls turn away who does not say what it is.
      'user-agent': 'registry-copier',
      ...headers,
      ...(length === undefined ? {} : { 'content-length': String(length) }),
    };
  }

  private bodyOf(
    body: HttpRequest['body'],
    watchdog: Watchdog,
  ): HttpRequest['body'] {
    if (!body || body instanceof Uint8Array) {
      return body;
    }
    const chunks = (async function* watched() {
      const iterator = body.chunks[Symbol.asyncIterator]();
      try {
        for (;;) {
          // Waiting for the source of the bytes: it has a limit of its own.
          watchdog.pause();
          const { value, done } = await iterator.next();
          watchdog.resume();
          if (done) {
            break;
          }
          yield value;
        }
      } finally {
        await iterator.return?.();
      }
    })();
    return { length: body.length, chunks };
  }

  private onSent(
    body: HttpRequest['body'],
    watchdog: Watchdog,
  ): (bytes: number) => void {
    let left = body instanceof Uint8Array ? 0 : body?.length ?? 0;
    return bytes => {
      left -= bytes;
      if (left > 0) {
        watchdog.touch(bytes);
      } else {
        watchdog.start(this.idleTimeoutMs * ANSWER_FACTOR);
      }
    };
  }
}

/** Not asked for the registry's own host where its address is given. */
function resolverOf({
  host,
  config,
}: {
  host: string;
  config: RegistryConfig;
}): RegistryConfig['resolve'] {
  const { address, resolve, insecureHttp } = config;
  if (!resolve || address === undefined) {
    return resolve;
  }
  const own = new URL(`${insecureHttp ? 'http' : 'https'}://${host}`);
  const name = `${own.hostname}:${own.port || (insecureHttp ? 80 : 443)}`;
  return async asked => (asked === name ? undefined : await resolve(asked));
}
