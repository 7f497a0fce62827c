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

import { connect } from 'node:net';
import type { Address } from './address';

const LONGEST_MS = 2_000;

/**
 * Opens a connection and closes it at once.
 * @returns `ms`: about how long a packet takes to the other side and back, `undefined` when no connection opens within two
 *   seconds; `refused`: nobody listens there
 */
export async function tryToConnect(
  address: Address,
): Promise<{ ms?: number; refused: boolean }> {
  const startedAt = performance.now();
  const socket = connect(address);
  return await new Promise(resolve => {
    const end = (ms?: number, refused = false) => {
      socket.destroy();
      resolve({ ms, refused });
    };
    socket.setTimeout(LONGEST_MS, () => end());
    socket.on('error', (error: NodeJS.ErrnoException) =>
      end(undefined, error.code === 'ECONNREFUSED'),
    );
    socket.on('connect', () => end(performance.now() - startedAt));
  });
}
