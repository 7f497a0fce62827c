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
import { timestamp } from '../store/timestamp';
import { ContainerRunner } from './ContainerRunner';
import { SandboxImage } from './ImageCatalog';
import { ContainerState, fieldPathOf } from './PodStatus';
import { PodSeat } from './PodSeat';
import { pullImage } from './pullImage';
import { watchReadiness } from './readiness';
import { ContainerConfigError } from './resolveEnvironment';

const CONFIG_RETRY_MS = 1000;
const FIRST_RESTART_MS = 500;
const MAX_RESTART_MS = 30_000;

/**
 * One container from its image to its last run.
 * @internal
 */
export class ContainerWorker {
  readonly runner: ContainerRunner;
  readonly #seat: PodSeat;
  readonly #container: any;
  readonly #state: ContainerState;

  constructor(options: {
    seat: PodSeat;
    container: any;
    state: ContainerState;
    runner: ContainerRunner;
  }) {
    this.#seat = options.seat;
    this.#container = options.container;
    this.#state = options.state;
    this.runner = options.runner;
  }

  /** Runs the container, again and again if its pod's policy says so, until it is over. */
  async run(): Promise<void> {
    let pause = FIRST_RESTART_MS;
    if (this.#state.state.terminated) {
      if (!this.#restarts()) return;
      this.#markForRestart();
    }
    while (!this.#seat.signal.aborted) {
      const image = await pullImage(this.#seat, this.#state);
      if (!image) return;
      await this.#runOnce(image);
      if (!this.#state.state.terminated) {
        await this.#pause(CONFIG_RETRY_MS);
        continue;
      }
      if (this.#seat.signal.aborted || !this.#restarts()) return;
      await this.#pause(pause);
      pause = Math.min(pause * 2, MAX_RESTART_MS);
      if (this.#seat.signal.aborted) return;
      this.#markForRestart();
    }
  }

  #restarts(): boolean {
    const policy = this.#seat.pod.spec.restartPolicy;
    const failed = this.#state.state.terminated?.exitCode !== 0;
    if (this.#state.init) {
      return failed && policy !== 'Never';
    }
    return policy === 'Always' || (policy === 'OnFailure' && failed);
  }

  #markForRestart(): void {
    this.#state.lastState = this.#state.state;
    this.#state.restartCount += 1;
    this.#state.state = {
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off restarting failed container=${this.#state.name}`,
      },
    };
    this.#seat.report();
  }

  async #runOnce(image: SandboxImage | 'inert'): Promise<void> {
    if (image === 'inert') {
      this.#running(`sandbox://inert-${this.#seat.pod.metadata.uid}`);
      await new Promise<void>(resolve =>
        this.#seat.signal.addEventListener('abort', () => resolve(), {
          once: true,
        }),
      );
      this.#terminated({ exitCode: 0, reason: 'Completed' });
      return;
    }
    const { runner } = this;
    let id: string;
    try {
      id = await runner.start(
        this.#seat.currentPod(),
        image,
        this.#state.restartCount,
      );
    } catch (error) {
      if (!(error instanceof ContainerConfigError)) throw error;
      this.#state.state = {
        waiting: {
          reason: 'CreateContainerConfigError',
          message: error.message,
        },
      };
      this.#seat.event('Warning', 'Failed', `Error: ${error.message}`);
      this.#seat.report();
      return;
    }
    const { process } = runner;
    if (!process) return;
    if (process.pid) {
      this.#running(id, this.#container.readinessProbe === undefined);
    }
    if (this.#seat.signal.aborted) {
      void process.stop(this.#seat.graceMs());
    }
    const probing = new AbortController();
    void watchReadiness({
      container: this.#container,
      podIp: this.#seat.podIp,
      signal: probing.signal,
      onChange: ready => {
        this.#state.ready = ready;
        this.#seat.report();
      },
    });
    const end = await process.ended;
    probing.abort();
    if (end.startError) {
      this.#seat.event('Warning', 'Failed', `Error: ${end.startError}`);
    }
    const reason = end.exitCode === 0 ? 'Completed' : 'Error';
    const message = runner.terminationMessage(end);
    this.#terminated({
      exitCode: end.exitCode,
      ...(end.signal ? { signal: end.signal } : {}),
      reason: end.startError ? 'StartError' : reason,
      ...(message ? { message } : {}),
    });
  }

  #running(id: string, ready: boolean = true): void {
    this.#state.containerID = id;
    this.#state.state = { running: { startedAt: timestamp() } };
    this.#state.ready = ready && !this.#state.init;
    this.#state.started = true;
    const at = fieldPathOf(this.#state);
    this.#seat.event(
      'Normal',
      'Created',
      `Created container ${this.#state.name}`,
      at,
    );
    this.#seat.event(
      'Normal',
      'Started',
      `Started container ${this.#state.name}`,
      at,
    );
    this.#seat.report();
  }

  #terminated(terminated: any): void {
    this.#state.state = {
      terminated: {
        ...terminated,
        startedAt: this.#state.state.running?.startedAt ?? timestamp(),
        finishedAt: timestamp(),
        ...(this.#state.containerID
          ? { containerID: this.#state.containerID }
          : {}),
      },
    };
    this.#state.ready = this.#state.init && terminated.exitCode === 0;
    this.#state.started = false;
    this.#seat.report();
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#seat.signal }).catch(
      () => undefined,
    );
  }
}
