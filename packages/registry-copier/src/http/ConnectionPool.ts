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

  constructor(
    private readonly options: {
      connector: Connector;
      connectTimeoutMs: number;
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
    return await this.open(url, signal);
  }

  /** Breaks all connections. */
  close(): void {
    const reason = new Error('the registry is not used any more');
    this.all.forEach(connection => connection.close(reason));
    this.connecting.forEach(socket => socket.destroy(reason));
  }

  private async open(url: URL, signal: AbortSignal): Promise<HttpConnection> {
    signal.throwIfAborted();
    const connection: HttpConnection = new HttpConnection(() =>
      this.freed(url.origin, connection),
    );
    const socket = this.options.connector(url, connection.onread);
    this.connecting.add(socket);
    try {
      await this.connected(socket, url, signal);
    } finally {
      this.connecting.delete(socket);
    }
    connection.attach(socket);
    this.all.add(connection);
    return connection;
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
      const at = waiting.findIndex(one => one.connection === connection);
      if (at >= 0) {
        clearTimeout(waiting[at].timer);
        waiting.splice(at, 1);
      }
      return;
    }
    const timer = setTimeout(
      () => connection.close(new Error('not used any more')),
      IDLE_MS,
    );
    waiting.push({ connection, timer });
  }
}
