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

import { sleep } from '../process/sleep';
import type { TunnelClient } from '../tunnel/TunnelClient';
import type { MoverStatus } from '../types';
import { backoff } from './backoff';
import type { SendOptions } from './send';

/** How often the receiver is told that all is done. */
const GOODBYE_TRIES = 5;

/** Tells the receiver that it may end. The data is complete: that it cannot be told is only a warning. */
export async function sayGoodbye(
  options: Pick<SendOptions, 'retryDelay' | 'signal'>,
  tunnel: TunnelClient,
  status: MoverStatus,
): Promise<string | undefined> {
  let cause = '';
  for (
    let attempt = 1;
    attempt <= GOODBYE_TRIES && !options.signal.aborted;
    attempt += 1
  ) {
    const reply = await tunnel.request(`done ${JSON.stringify({ status })}`);
    if ('answer' in reply) {
      return undefined;
    }
    cause = reply.failure.cause;
    await sleep(backoff(attempt, options.retryDelay, 5000), options.signal);
  }
  return `The receiver could not be told that the transfer is complete: ${cause}`;
}
