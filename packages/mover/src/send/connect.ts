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

import { MoverError } from '../errors/MoverError';
import { sleep } from '../process/sleep';
import type { ReceiverHello } from '../tunnel/hello';
import { parseHello } from '../tunnel/hello';
import type { TunnelClient } from '../tunnel/TunnelClient';
import { authError } from '../tunnel/TunnelClient';
import { backoff } from './backoff';

/** Milliseconds before the second try: sender and receiver are started together, and either may be the first. */
const FIRST_DELAY_MS = 100;
/** No wait is longer than this, */
const SHORT_MS = 400;
/** but in the long run it may be this share of the time that has passed, */
const SHARE = 0.1;
/** up to this. */
const LONG_MS = 5000;
/** A try that is lost on its way, as in a router that knows a pod which does not listen yet, is given up after this, */
const SHORT_TRY_MS = 2_000;
/** later after this share of the time that has passed, and never before an answer could come from far away. */
const TRY_SHARE = 0.5;
const LONG_TRY_MS = 30_000;

/** How long to go on trying. */
export interface ConnectOptions {
  tunnel: TunnelClient;
  /** As people know it, for messages. */
  target: string;
  serverName: string;
  /** Seconds. */
  connectTimeout: number;
  /** Seconds in which a foreign certificate is taken for an endpoint that is not ready yet. */
  authGrace: number;
  /** Milliseconds before the second try, if less than the usual. */
  retryDelay: number;
  signal: AbortSignal;
  log(message: string): void;
}

/**
 * Finds the receiver, and waits for it.
 * @throws MoverError `NETWORK` after `connectTimeout`, `AUTH_FAILED`, `CONFIG_INVALID`, `TOOL_MISSING`
 */
export async function connect(
  options: ConnectOptions,
): Promise<{ hello: ReceiverHello; freeBytes?: number }> {
  const { tunnel, signal } = options;
  const startedAt = Date.now();
  let lastCause = '';
  for (let attempt = 1; ; attempt += 1) {
    const nobody = await tunnel.nobodyThere();
    const patienceMs = Math.min(
      LONG_TRY_MS,
      Math.max(SHORT_TRY_MS, Math.round((Date.now() - startedAt) * TRY_SHARE)),
    );
    const reply = nobody
      ? { failure: nobody }
      : await tunnel.request('hello', patienceMs);
    signal.throwIfAborted();
    if ('answer' in reply) {
      return parseHello(reply.answer);
    }
    const { failure } = reply;
    const elapsed = (Date.now() - startedAt) / 1000;
    if (
      failure.kind === 'auth' &&
      (failure.refused === 'client' || elapsed >= options.authGrace)
    ) {
      throw authError(failure, options.serverName);
    }
    if (elapsed >= options.connectTimeout) {
      throw new MoverError({
        code: 'NETWORK',
        message: `The receiver at ${options.target} could not be reached within ${options.connectTimeout} s: ${failure.cause}`,
        hint: 'Check that the receiver’s pod is ready, that its endpoint leads to it, and that the source cluster may reach that address (egress rules, firewall, DNS).',
        retryable: true,
      });
    }
    if (failure.cause !== lastCause) {
      lastCause = failure.cause;
      options.log(
        `The receiver at ${options.target} does not answer yet: ${failure.cause}`,
      );
    }
    const waited = Date.now() - startedAt;
    const wait = backoff(
      attempt,
      Math.min(FIRST_DELAY_MS, options.retryDelay),
      Math.min(LONG_MS, Math.max(SHORT_MS, waited * SHARE)),
    );
    const remaining = options.connectTimeout * 1000 - waited;
    await sleep(Math.max(10, Math.min(wait, remaining)), signal);
    signal.throwIfAborted();
  }
}
