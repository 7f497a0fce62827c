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

import { createHash } from 'node:crypto';
import { createServer, Server } from 'node:net';

/**
 * Keeps two clusters from using one folder at the same time; the system releases it however this process ends.
 * @internal
 */
export class DirectoryLock {
  readonly #server: Server | undefined;

  private constructor(server?: Server) {
    this.#server = server;
  }

  /** Rejects when another cluster uses the folder. */
  static async acquire(directory: string): Promise<DirectoryLock> {
    if (process.platform !== 'linux') {
      return new DirectoryLock();
    }
    const id = createHash('sha256').update(directory).digest('hex');
    const server = createServer(socket => socket.destroy());
    await new Promise<void>((resolve, reject) => {
      server.once('error', () =>
        reject(new Error(`Another sandbox cluster uses ${directory}`)),
      );
      // A name without a file, which only Linux has.
      server.listen({ path: `\0sandbox-cluster-${id}` }, () => resolve());
    });
    return new DirectoryLock(server);
  }

  async release(): Promise<void> {
    const server = this.#server;
    if (server?.listening) {
      await new Promise<void>(resolve => server.close(() => resolve()));
    }
  }
}
