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

import type { Socket } from 'node:net';
import type { Connector } from './createConnector';
import { HttpConnection } from './HttpConnection';

/** Servers close connections that lie idle, often after five seconds; one that is just being closed must not be used. */
const IDLE_MS = 4_000;

/** So many connections are opened at once; before any more, the busy ones are waited for. */
const FEW = 2;

/**
 * To a registry that is near, a connection takes computing and hardly any time: more of them than there are cores to
 * serve them make everything slower. To one that is far, each saves round trips.
 */
const NEAR_MS = 15;
const PATIENCE_MS = 25;

interface Idle {
  connection: HttpConnection;
  timer: NodeJS.Timeout;
}

/**
 * The connections of one registry, kept for a while for the next request to the same host.
 *
 * @internal
 */
export class ConnectionPool {
  private readonly idle = new Map<string, Idle[]>();
  private readonly all = new Set<HttpConnection>();
  private readonly connecting = new Set<Socket>();
  /** How many there are for each origin, those being opened too. */
  private readonly opened = new Map<string, number>();
  private readonly waiting = new Map<
    string,
    Set<(connection?: HttpConnection) => void>
  >();
  /** How long it took to open the last connection; unknown: too long to wait for others. */
  private connectMs = Infinity;

  constructor(
    private readonly options: {
      connector: Connector;
      connectTimeoutMs: number;
      /** Where to connect to for a `host:port`; throws what refuses it. */
      resolve?: (host: string) => Promise<string | undefined>;
      /** A registry is near if a connection comes about more quickly than this; default 15. */
      nearMs?: number;
      /** So long a busy connection to a near registry is waited for; default 25. */
      patienceMs?: number;
    },
  ) {}

  /**
   * A connection to this host that is free, or a new one.
   *
   * @throws Error of the connection; the signal's reason
   */
  async acquire(url: URL, signal: AbortSignal): Promise<HttpConnection> {
    const waiting = this.idle.get(url.origin);
    // The last one that was used is the least likely to be closed by now.
    for (let last = waiting?.pop(); last; last = waiting?.pop()) {
      clearTimeout(last.timer);
      if (last.connection.free) {
        return last.connection;
      }
    }
    const busy = this.opened.get(url.origin) ?? 0;
    const near = this.connectMs < (this.options.nearMs ?? NEAR_MS);
    return (
      (near && busy >= FEW ? await this.nextFreed(url, signal) : undefined) ??
      (await this.open(url, signal))
    );
  }

  /** Breaks all connections. */
  close(): void {
    const reason = new Error('the registry is not used any more');
    this.all.forEach(connection => connection.close(reason));
    this.connecting.forEach(socket => socket.destroy(reason));
  }

  /** A connection that another request has done with, if there is one soon. */
  private async nextFreed(
    { origin }: URL,
    signal: AbortSignal,
  ): Promise<HttpConnection | undefined> {
    const queue = this.waiting.get(origin) ?? new Set();
    this.waiting.set(origin, queue);
    return await new Promise(resolve => {
      const timer = setTimeout(
        () => end(),
        this.options.patienceMs ?? PATIENCE_MS,
      );
      const onAbort = () => end();
      function end(connection?: HttpConnection) {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        queue.delete(end);
        resolve(connection);
      }
      signal.addEventListener('abort', onAbort, { once: true });
      queue.add(end);
    });
  }

  private count(origin: string, change: number): void {
    this.opened.set(origin, (this.opened.get(origin) ?? 0) + change);
  }

  private async open(url: URL, signal: AbortSignal): Promise<HttpConnection> {
    signal.throwIfAborted();
    this.count(url.origin, 1);
    try {
      const connection: HttpConnection = new HttpConnection(() =>
        this.freed(url.origin, connection),
      );
      connection.attach(await this.dial(url, connection, signal));
      this.all.add(connection);
      return connection;
    } catch (error) {
      this.count(url.origin, -1);
      throw error;
    }
  }

  private async dial(
    url: URL,
    { onread }: HttpConnection,
    signal: AbortSignal,
  ): Promise<Socket> {
    const at = await this.placeOf(url, signal);
    const began = performance.now();
    const socket = this.options.connector(url, onread, at);
    this.connecting.add(socket);
    try {
      await this.connected(socket, url, signal);
    } finally {
      this.connecting.delete(socket);
    }
    this.connectMs = performance.now() - began;
    return socket;
  }

  private async placeOf(
    { hostname, port, protocol }: URL,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { resolve, connectTimeoutMs } = this.options;
    if (!resolve) {
      return undefined;
    }
    const limit = AbortSignal.any([
      signal,
      AbortSignal.timeout(connectTimeoutMs),
    ]);
    const usual = protocol === 'https:' ? 443 : 80;
    return await new Promise((done, reject) => {
      limit.addEventListener(
        'abort',
        () =>
          reject(
            signal.aborted
              ? signal.reason
              : new Error(`no address within ${connectTimeoutMs / 1000} s`),
          ),
        { once: true },
      );
      resolve(`${hostname}:${port || usual}`).then(done, reject);
    });
  }

  private async connected(
    socket: Socket,
    url: URL,
    signal: AbortSignal,
  ): Promise<void> {
    const { connectTimeoutMs } = this.options;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () =>
          end(new Error(`no connection within ${connectTimeoutMs / 1000} s`)),
        connectTimeoutMs,
      );
      const onAbort = () => end(signal.reason);
      const onClose = () => end(new Error('the connection was closed at once'));
      const onReady = () => end();
      const ready = url.protocol === 'https:' ? 'secureConnect' : 'connect';
      function end(error?: unknown) {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        socket.off('error', end).off('close', onClose).off(ready, onReady);
        if (error === undefined) {
          resolve();
        } else {
          // What it still has to say is of no interest.
          socket.on('error', () => {});
          socket.destroy();
          reject(error);
        }
      }
      signal.addEventListener('abort', onAbort, { once: true });
      socket.once('error', end).once('close', onClose).once(ready, onReady);
    });
  }

  private freed(origin: string, connection: HttpConnection): void {
    const waiting = this.idle.get(origin) ?? [];
    this.idle.set(origin, waiting);
    if (!connection.free) {
      this.all.delete(connection);
      this.count(origin, -1);
      const at = waiting.findIndex(one => one.connection === connection);
      if (at >= 0) {
        clearTimeout(waiting[at].timer);
        waiting.splice(at, 1);
      }
      return;
    }
    const [next] = this.waiting.get(origin) ?? [];
    if (next) {
      next(connection);
      return;
    }
    const timer = setTimeout(
      () => connection.close(new Error('not used any more')),
      IDLE_MS,
    );
    waiting.push({ connection, timer });
  }
}
