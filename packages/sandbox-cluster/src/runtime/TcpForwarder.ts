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

import { connect, createServer, Server, Socket } from 'node:net';

/**
 * Where a connection is to go.
 * @internal
 */
export interface ForwardTarget {
  host: string;
  port: number;
}

/**
 * Listens at an address and passes every connection on to a target that is chosen when it comes.
 * @internal
 */
export class TcpForwarder {
  readonly #target: () => ForwardTarget | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(target: () => ForwardTarget | undefined) {
    this.#target = target;
    // Half-open: a protocol may close one direction and still read the other.
    this.#server = createServer({ allowHalfOpen: true }, socket =>
      this.#forward(socket),
    );
  }

  /** Rejects when the address is in use. */
  async listen(host: string, port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => resolve());
    });
  }

  /** Cuts all connections that are open. */
  disconnect(): void {
    this.#sockets.forEach(socket => socket.destroy());
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>(resolve =>
      this.#server.close(() => resolve()),
    );
    this.disconnect();
    await closed;
  }

  #forward(client: Socket): void {
    this.#track(client);
    const target = this.#target();
    if (!target) {
      // As a service without endpoints: refused, as far as one can once it is accepted.
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({ ...target, allowHalfOpen: true });
    this.#track(upstream);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.resetAndDestroy());
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream);
    upstream.pipe(client);
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }
}
