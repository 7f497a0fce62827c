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

import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Stands between a registry and whoever reads from it; the bytes stay as they are. */
export class RegistryRelay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #held = new Set<Socket>();
  /** Bytes that may still come from the registry. */
  #budget = Infinity;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param host - `host:port` of the registry */
  static async start(host: string): Promise<RegistryRelay> {
    const server = createServer();
    const relay = new RegistryRelay(server);
    const [name, port] = host.split(':');
    server.on('connection', client => {
      const registry = connect(Number(port), name);
      relay.#sockets.add(client).add(registry);
      client.pipe(registry);
      registry.on('data', bytes => {
        client.write(bytes);
        relay.#budget -= bytes.length;
        if (relay.#budget <= 0) {
          relay.#held.add(registry);
          registry.pause();
        }
      });
      const end = () => {
        client.destroy();
        registry.destroy();
      };
      for (const socket of [client, registry]) {
        socket.on('close', end).on('error', end);
      }
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return relay;
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Lets so many bytes through and then nothing more, until it is released. */
  holdAfter(bytes: number): void {
    this.#budget = bytes;
  }

  release(): void {
    this.#budget = Infinity;
    this.#held.forEach(socket => socket.resume());
    this.#held.clear();
  }

  stop(): void {
    this.#server.close();
    this.#sockets.forEach(socket => socket.destroy());
  }
}
