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

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The relay as a process, in front of some registries. */
export class Relay {
  #child;
  #lines;

  /** @param {number} roundTripMs @param {number[]} ports of the registries */
  static async start(roundTripMs, ports) {
    const relay = new Relay();
    relay.#child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('relayProcess.mjs', import.meta.url)),
        String(roundTripMs / 2),
        ...ports.map(String),
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    relay.#lines = createInterface({ input: relay.#child.stdout })[
      Symbol.asyncIterator
    ]();
    relay.ports = await relay.#next();
    return relay;
  }

  /** Bytes that it carried since its start, `{ toRegistry, fromRegistry }` for each registry. */
  async carried() {
    this.#child.stdin.write('\n');
    return await this.#next();
  }

  async stop() {
    const ended = new Promise(resolve => this.#child.once('exit', resolve));
    this.#child.stdin.end();
    await ended;
  }

  async #next() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('the relay has ended');
    return JSON.parse(value);
  }
}
