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
 * About how long a packet takes to the other side and back, in milliseconds: what it takes to open a connection.
 * `undefined` when none opens within two seconds.
 */
export async function roundTrip(address: Address): Promise<number | undefined> {
  const startedAt = performance.now();
  const socket = connect(address);
  return await new Promise(resolve => {
    const end = (ms?: number) => {
      socket.destroy();
      resolve(ms);
    };
    socket.setTimeout(LONGEST_MS, () => end());
    socket.on('error', () => end());
    socket.on('connect', () => end(performance.now() - startedAt));
  });
}
