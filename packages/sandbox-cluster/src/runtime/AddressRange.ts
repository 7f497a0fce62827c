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

import { createServer, Server } from 'node:net';

const FIRST = 20;
const LAST = 239;
const LOCK_PORT = 10250;

/**
 * A range of loopback addresses, `127.n.0.0/16`, held against other sandboxes on this machine by a listening port.
 * @internal
 */
export class AddressRange {
  readonly prefix: string;
  readonly #lock: Server | undefined;

  private constructor(prefix: string, lock?: Server) {
    this.prefix = prefix;
    this.#lock = lock;
  }

  /** The wanted range as it is, or a free one. Throws for a prefix that is not `127.<n>`. */
  static async reserve(wanted?: string): Promise<AddressRange> {
    if (wanted !== undefined) {
      if (!/^127\.\d{1,3}$/.test(wanted)) {
        throw new Error(
          `podCidrPrefix has to be like 127.10, two numbers of a loopback address; it is ${wanted}`,
        );
      }
      return new AddressRange(wanted);
    }
    for (let n = FIRST; n <= LAST; n += 1) {
      const prefix = `127.${n}`;
      const lock = await tryListen(`${prefix}.255.254`);
      if (lock) {
        return new AddressRange(prefix, lock);
      }
    }
    throw new Error(
      'No range of loopback addresses is free; give podCidrPrefix and nodeAddress',
    );
  }

  async release(): Promise<void> {
    const lock = this.#lock;
    if (lock?.listening) {
      await new Promise<void>(resolve => lock.close(() => resolve()));
    }
  }
}

async function tryListen(host: string): Promise<Server | undefined> {
  const server = createServer(socket => socket.destroy());
  return new Promise(resolve => {
    server.once('error', () => resolve(undefined));
    server.listen({ host, port: LOCK_PORT, exclusive: true }, () =>
      resolve(server),
    );
  });
}
