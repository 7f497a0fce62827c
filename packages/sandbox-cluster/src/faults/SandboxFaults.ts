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

import { setTimeout as delay } from 'node:timers/promises';
import { RequestGate } from '../api/ApiServer';
import { RequestInfo } from '../api/RequestInfo';
import { StatusError } from '../api/StatusError';

/**
 * Which requests a fault is for; what is left out matches everything.
 * @public
 */
export interface RequestMatch {
  /** get list watch create update patch delete deletecollection */
  verb?: string;
  /** Plural name. */
  resource?: string;
  path?: RegExp;
}

/**
 * What faults need of the cluster that they happen to.
 * @internal
 */
export interface FaultTargets {
  dropWatches(): void;
  expireResourceVersions(): void;
  killPod(namespace: string, name: string, signal: NodeJS.Signals): void;
  fillVolume(namespace: string, claim: string): Promise<void>;
  emptyVolumes(): Promise<void>;
  disconnect(scope: 'api' | 'all'): void;
  revokeToken(): void;
  restoreToken(): void;
}

const REASONS: Record<number, [reason: string, message: string]> = {
  429: [
    'TooManyRequests',
    'the server has received too many requests and has asked us to try again later',
  ],
  500: [
    'InternalError',
    'Internal error occurred: fault injected by the sandbox',
  ],
  503: [
    'ServiceUnavailable',
    'the server is currently unable to handle the request',
  ],
  504: [
    'Timeout',
    'the server was unable to return a response in the time allotted, but may still be processing the request',
  ],
};

/**
 * Things that go wrong in a cluster, on demand.
 * @public
 */
export class SandboxFaults implements RequestGate {
  #connected: FaultTargets | undefined;
  #failures: Array<{
    match: RequestMatch;
    status: number;
    left: number;
    retryAfter?: number;
  }> = [];
  #delays: Array<{ match: RequestMatch; ms: number }> = [];
  #unreachable: 'api' | 'all' | undefined;
  #waking = new AbortController();

  /** Says what the faults act on; before that there is no cluster for them. @internal */
  connect(targets: FaultTargets): void {
    this.#connected = targets;
  }

  get #targets(): FaultTargets {
    if (!this.#connected) {
      throw new Error('The cluster has not started yet');
    }
    return this.#connected;
  }

  /** The next `times` (default: 1) matching requests fail with a Status of that code; `retryAfter` in seconds. */
  failRequests(options: {
    match?: RequestMatch;
    status: number;
    times?: number;
    retryAfter?: number;
  }): void {
    const { match = {}, status, times = 1, retryAfter } = options;
    this.#failures.push({ match, status, left: times, retryAfter });
  }

  /** Matching requests are answered that much later, until `clear()`. */
  delayRequests(options: { match?: RequestMatch; ms: number }): void {
    this.#delays.push({ match: options.match ?? {}, ms: options.ms });
  }

  /** Cuts all open watches. */
  dropWatches(): void {
    this.#targets.dropWatches();
  }

  /** Every version that a client knows is too old: its next watch gets 410. */
  expireResourceVersions(): void {
    this.#targets.expireResourceVersions();
  }

  /** Kills the processes of a pod's containers; default: SIGKILL. Throws when no such pod runs. */
  killPod(
    namespace: string,
    name: string,
    options: { signal?: NodeJS.Signals } = {},
  ): void {
    this.#targets.killPod(namespace, name, options.signal ?? 'SIGKILL');
  }

  /**
   * From now on nothing more can be written to the claim's volume, until `clear()`. Rejects when the claim is not bound or
   * the machine cannot do it.
   */
  async fillVolume(namespace: string, claim: string): Promise<void> {
    await this.#targets.fillVolume(namespace, claim);
  }

  /** Cuts the API off, or with the scope `all` also the ports of the node's services. */
  unreachable(on: boolean, options: { scope?: 'api' | 'all' } = {}): void {
    this.#unreachable = on ? options.scope ?? 'api' : undefined;
    if (this.#unreachable) {
      this.#targets.disconnect(this.#unreachable);
    }
  }

  /** The administrator's token is worth nothing any more, until `clear()`. */
  revokeToken(): void {
    this.#targets.revokeToken();
  }

  /** Ends all faults. */
  async clear(): Promise<void> {
    this.#failures = [];
    this.#delays = [];
    this.#unreachable = undefined;
    this.#waking.abort();
    this.#waking = new AbortController();
    this.#targets.restoreToken();
    await this.#targets.emptyVolumes();
  }

  /** @internal */
  refusesConnections(): boolean {
    return this.#unreachable !== undefined;
  }

  /** @internal */
  isCut(): boolean {
    return this.#unreachable === 'all';
  }

  /** @internal */
  async pass(info: RequestInfo): Promise<void> {
    const ms = this.#delays
      .filter(d => matches(d.match, info))
      .reduce((sum, d) => sum + d.ms, 0);
    if (ms > 0) {
      await delay(ms, undefined, { signal: this.#waking.signal }).catch(
        () => undefined,
      );
    }
    const failure = this.#failures.find(
      f => f.left > 0 && matches(f.match, info),
    );
    if (failure) {
      failure.left -= 1;
      const [reason, message] = REASONS[failure.status] ?? [
        '',
        'fault injected by the sandbox',
      ];
      throw new StatusError({
        code: failure.status,
        reason,
        message,
        details:
          failure.retryAfter === undefined
            ? {}
            : { retryAfterSeconds: failure.retryAfter },
      });
    }
  }
}

function matches(match: RequestMatch, info: RequestInfo): boolean {
  return (
    (match.verb === undefined || match.verb === info.verb) &&
    (match.resource === undefined || match.resource === info.resource) &&
    (match.path === undefined || match.path.test(info.path))
  );
}
