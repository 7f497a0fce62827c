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

import { readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ClusterContext,
  Controller,
  keyOf,
  onChange,
  splitKey,
} from '../controllers/ClusterContext';
import { WorkQueue } from '../controllers/WorkQueue';
import { KubeObject } from '../types';
import { ImageCatalog } from './ImageCatalog';
import { mountsBelow, unmount } from './mounts';
import { PodWorker } from './PodWorker';
import { ProcessGuardian } from './ProcessGuardian';

const ENDED = ['Succeeded', 'Failed'];

/**
 * The node's agent: runs the pods that are bound to the node, each by a worker.
 * @internal
 */
export class Kubelet implements Controller {
  readonly #context: ClusterContext;
  readonly #images: ImageCatalog;
  readonly #podCidrPrefix: string;
  readonly #apiUrl: () => string;
  readonly #guardian = new ProcessGuardian();
  readonly #workers = new Map<string, PodWorker>();
  readonly #queue = new WorkQueue(key => this.#sync(key));
  readonly #directory: string;
  readonly #adopted = new Set<string>();
  #unsubscribe: (() => void) | undefined;
  #nextAddress = 1;

  constructor(options: {
    context: ClusterContext;
    images: ImageCatalog;
    podCidrPrefix: string;
    apiUrl: () => string;
  }) {
    this.#context = options.context;
    this.#images = options.images;
    this.#podCidrPrefix = options.podCidrPrefix;
    this.#apiUrl = options.apiUrl;
    this.#directory = join(options.context.directory, 'run');
  }

  /** Removes what an earlier process left on this machine. */
  async prepare(): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    for (const path of mountsBelow(this.#directory)) {
      await unmount(path);
    }
    if (mountsBelow(this.#directory).length === 0) {
      for (const name of readdirSync(this.#directory)) {
        await rm(join(this.#directory, name), { recursive: true, force: true });
      }
    }
  }

  start(): void {
    this.#guardian.start();
    this.#pods().forEach(pod => {
      this.#adopted.add(pod.metadata.uid);
      this.#queue.add(keyOf(pod));
    });
    this.#unsubscribe = onChange(this.#context, ['pods'], event =>
      this.#queue.add(`${keyOf(event.object)}/${event.object.metadata.uid}`),
    );
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
    await Promise.all([...this.#workers.values()].map(w => w.shutdown()));
    this.#workers.clear();
    await this.#guardian.stop();
  }

  worker(pod: KubeObject): PodWorker | undefined {
    return this.#workers.get(pod.metadata.uid);
  }

  async #sync(key: string): Promise<void> {
    const [namespace, rest] = splitKey(key);
    const [name, uid] = rest.split('/');
    const type = this.#context.registry.get('pods');
    const pod = this.#context.store.get(type, namespace, name);
    if (uid && pod?.metadata.uid !== uid) {
      this.#discard(uid);
    }
    if (!pod || pod.spec.nodeName !== this.#context.nodeName) {
      return;
    }
    const worker = this.#workers.get(pod.metadata.uid);
    const { deletionTimestamp, deletionGracePeriodSeconds } = pod.metadata;
    if (deletionTimestamp) {
      if (worker) {
        this.#killing(pod);
        worker.terminate((deletionGracePeriodSeconds ?? 0) * 1000);
      } else {
        this.#remove(pod);
      }
      return;
    }
    if (!worker && !ENDED.includes(pod.status?.phase)) {
      this.#run(pod);
    }
  }

  #run(pod: KubeObject): void {
    const { uid } = pod.metadata;
    const worker = new PodWorker({
      context: this.#context,
      pod,
      directory: join(this.#directory, uid),
      podIp: pod.spec.hostNetwork
        ? this.#context.nodeAddress
        : this.#allocateAddress(),
      images: this.#images,
      guardian: this.#guardian,
      apiUrl: this.#apiUrl(),
      lost: this.#adopted.delete(uid),
    });
    this.#workers.set(uid, worker);
    void worker.done.then(() => {
      const { namespace, name } = pod.metadata;
      const type = this.#context.registry.get('pods');
      const current = this.#context.store.get(type, namespace, name);
      if (current?.metadata.uid === uid) {
        if (current.metadata.deletionTimestamp) this.#remove(current);
      }
    });
  }

  #killing(pod: KubeObject): void {
    for (const container of pod.spec.containers) {
      this.#context.recordEvent(pod, {
        type: 'Normal',
        reason: 'Killing',
        message: `Stopping container ${container.name}`,
        component: 'kubelet',
        fieldPath: `spec.containers{${container.name}}`,
      });
    }
  }

  /** The last step of a graceful deletion: the containers have ended. */
  #remove(pod: KubeObject): void {
    const type = this.#context.registry.get('pods');
    const { namespace, name, uid } = pod.metadata;
    const current = this.#context.store.get(type, namespace, name);
    if (current?.metadata.uid !== uid) {
      return;
    }
    this.#context.objects.mutate(type, current, copy => {
      copy.metadata.deletionGracePeriodSeconds = 0;
    });
  }

  /** The pod is gone from the API: whatever still runs of it must go too. */
  #discard(uid: string): void {
    const worker = this.#workers.get(uid);
    if (!worker) {
      return;
    }
    worker.terminate(0);
    void worker.done.then(async () => {
      this.#workers.delete(uid);
      const directory = join(this.#directory, uid);
      if (mountsBelow(directory).length === 0) {
        await rm(directory, { recursive: true, force: true });
      }
    });
  }

  #pods(): KubeObject[] {
    return this.#context.store.list(this.#context.registry.get('pods'));
  }

  #allocateAddress(): string {
    const used = new Set(
      this.#pods()
        .filter(p => !ENDED.includes(p.status?.phase))
        .map(p => p.status?.podIP),
    );
    for (;;) {
      this.#nextAddress = (this.#nextAddress % 32_000) + 1;
      const n = this.#nextAddress;
      const address = `${this.#podCidrPrefix}.${Math.floor(n / 250)}.${
        (n % 250) + 1
      }`;
      if (!used.has(address)) {
        return address;
      }
    }
  }
}
