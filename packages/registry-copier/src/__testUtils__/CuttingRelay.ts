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

import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A relay that can break connections, in front of a registry. */
export class CuttingRelay {
  /** The next connections are cut after so many bytes, one after the other. */
  readonly cuts: number[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer(client => this.relay(client));

  private constructor(
    private readonly target: string,
    private readonly way: 'up' | 'down',
  ) {}

  /** @param way - in which direction bytes are counted: to the registry, or from it */
  static async start(
    target: string,
    way: 'up' | 'down',
  ): Promise<CuttingRelay> {
    const relay = new CuttingRelay(target, way);
    await new Promise<void>(resolve =>
      relay.server.listen(0, '127.0.0.1', resolve),
    );
    return relay;
  }

  /** `host:port` */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.sockets.forEach(socket => socket.destroy());
    await new Promise(resolve => this.server.close(resolve));
  }

  private relay(client: Socket): void {
    const [address, port] = this.target.split(':');
    const registry = connect(Number(port), address);
    const close = () => {
      client.destroy();
      registry.destroy();
    };
    for (const socket of [client, registry]) {
      this.sockets.add(socket);
      socket.on('error', close);
      socket.on('close', close);
    }
    let passed = 0;
    (this.way === 'up' ? client : registry).on('data', bytes => {
      passed += bytes.length;
      if (this.cuts.length && passed >= this.cuts[0]) {
        this.cuts.shift();
        close();
      }
    });
    client.pipe(registry);
    registry.pipe(client);
  }
}
