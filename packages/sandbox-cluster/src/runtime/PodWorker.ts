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

import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { timestamp } from '../store/timestamp';
import { KubeObject } from '../types';
import { ContainerRunner } from './ContainerRunner';
import { ContainerWorker } from './ContainerWorker';
import { ContainerState, initialState, writeStatus } from './PodStatus';
import { takeOverLost } from './takeOverLost';
import { MountError } from './MountError';
import { PodVolumes } from './PodVolumes';
import { PodWorkerOptions } from './PodWorkerOptions';

const MOUNT_RETRY_MS = 1000;

/**
 * Brings one pod from its node to its end: volumes, images, init containers, containers, restarts, termination.
 * @internal
 */
export class PodWorker {
  readonly done: Promise<void>;
  readonly #options: PodWorkerOptions;
  readonly #volumes: PodVolumes;
  readonly #states: ContainerState[];
  readonly #workers = new Map<string, ContainerWorker>();
  readonly #abort = new AbortController();
  #graceMs = 0;
  #deadline: NodeJS.Timeout | undefined;
  #fixed: { phase: string; reason: string; message: string } | undefined;
  #shutdown = false;

  constructor(options: PodWorkerOptions) {
    this.#options = options;
    const { pod, context, directory } = options;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#volumes = new PodVolumes({ context, pod, directory });
    const init: any[] = pod.spec.initContainers ?? [];
    this.#states = [
      ...init.map(c => initialState(c, true, false)),
      ...pod.spec.containers.map((c: any) =>
        initialState(c, false, init.length > 0),
      ),
    ];
    this.#states.forEach(state => this.#addWorker(state));
    this.done = this.#run();
  }

  runner(container: string): ContainerRunner | undefined {
    return this.#workers.get(container)?.runner;
  }

  /** Ends the containers; a second call can only shorten the grace period. */
  terminate(graceMs: number): void {
    if (this.#abort.signal.aborted) {
      if (graceMs < this.#graceMs) this.signal('SIGKILL');
      return;
    }
    this.#graceMs = graceMs;
    this.#abort.abort();
    for (const { runner } of this.#workers.values()) {
      void runner.process?.stop(graceMs);
    }
  }

  /** Ends the containers without a trace in the API, because the cluster itself stops. */
  async shutdown(): Promise<void> {
    this.#shutdown = true;
    this.terminate(0);
    await this.done;
  }

  /** Signals the processes of all containers. */
  signal(signal: NodeJS.Signals): void {
    for (const { runner } of this.#workers.values()) {
      runner.process?.kill(signal);
    }
  }

  #addWorker(state: ContainerState): void {
    const { context, pod, directory, guardian, apiUrl } = this.#options;
    const list = state.init ? 'initContainers' : 'containers';
    const container = pod.spec[list].find((c: any) => c.name === state.name);
    const worker = new ContainerWorker({
      seat: {
        ...this.#options,
        signal: this.#abort.signal,
        graceMs: () => this.#graceMs,
        currentPod: () => this.#pod(),
        report: () => this.#report(),
        event: (type, reason, message, fieldPath) =>
          this.#event(type, reason, message, fieldPath),
      },
      container,
      state,
      runner: new ContainerRunner({
        context,
        container,
        directory,
        volumes: this.#volumes,
        guardian,
        apiUrl,
      }),
    });
    this.#workers.set(state.name, worker);
  }

  async #run(): Promise<void> {
    // The constructor has to be through before anything is looked at.
    await Promise.resolve();
    try {
      this.#begin();
      if (this.#options.lost) {
        takeOverLost(this.#states, this.#options.pod);
      }
      if (await this.#mountVolumes()) {
        await this.#runContainers();
      }
    } catch (error) {
      this.#fixed = {
        phase: 'Failed',
        reason: 'SandboxError',
        message: (error as Error).message,
      };
    } finally {
      clearTimeout(this.#deadline);
      this.#report();
      await this.#volumes.release();
    }
  }

  #begin(): void {
    const { context, pod, podIp } = this.#options;
    const { spec } = pod;
    this.#update(copy => {
      copy.status = {
        ...copy.status,
        hostIP: context.nodeAddress,
        podIP: podIp,
        podIPs: [{ ip: podIp }],
        startTime: copy.status?.startTime ?? timestamp(),
      };
      writeStatus(copy, this.#states);
    });
    if (spec.activeDeadlineSeconds !== undefined) {
      const started = Date.parse(this.#pod().status.startTime);
      const ms = started + spec.activeDeadlineSeconds * 1000 - Date.now();
      this.#deadline = setTimeout(() => {
        this.#fixed = {
          phase: 'Failed',
          reason: 'DeadlineExceeded',
          message:
            'Pod was active on the node longer than the specified deadline',
        };
        this.terminate((spec.terminationGracePeriodSeconds ?? 30) * 1000);
      }, Math.max(ms, 0));
    }
  }

  async #mountVolumes(): Promise<boolean> {
    while (!this.#abort.signal.aborted) {
      try {
        await this.#volumes.prepare();
        return true;
      } catch (error) {
        if (!(error instanceof MountError)) throw error;
        this.#event('Warning', 'FailedMount', error.message);
        await this.#pause(MOUNT_RETRY_MS);
      }
    }
    return false;
  }

  async #runContainers(): Promise<void> {
    const init = this.#states.filter(s => s.init);
    for (const state of init) {
      await this.#workers.get(state.name)?.run();
      if (state.state.terminated?.exitCode !== 0) {
        return;
      }
    }
    await Promise.all(
      this.#states
        .filter(s => !s.init)
        .map(s => this.#workers.get(s.name)?.run()),
    );
  }

  #report(): void {
    this.#update(copy => writeStatus(copy, this.#states, this.#fixed));
  }

  #update(change: (copy: KubeObject) => void): void {
    if (this.#shutdown) return;
    const { context, pod } = this.#options;
    context.objects.mutate(context.registry.get('pods'), pod, change);
  }

  #pod(): KubeObject {
    const { context, pod } = this.#options;
    const { namespace, name } = pod.metadata;
    const type = context.registry.get('pods');
    return context.store.get(type, namespace, name) ?? pod;
  }

  #event(
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
  ): void {
    if (this.#shutdown) return;
    this.#options.context.recordEvent(this.#options.pod, {
      type,
      reason,
      message,
      component: 'kubelet',
      fieldPath,
    });
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#abort.signal }).catch(
      () => undefined,
    );
  }
}
