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
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CLAIM_PROTECTION, prepareClaim } from '../admission/prepareClaim';
import { mountsBelow, unmount } from '../runtime/mounts';
import { KubeObject } from '../types';
import {
  ClusterContext,
  Controller,
  keyOf,
  onChange,
  splitKey,
} from './ClusterContext';
import { findVolume } from './findVolume';
import { PROVISIONER, provisionVolume } from './provisionVolume';
import { usesClaim } from './SchedulerController';
import { WorkQueue } from './WorkQueue';

/**
 * Binds claims to volumes, makes volumes (one folder each, or one file as a raw device) and removes them.
 * @internal
 */
export class VolumeController implements Controller {
  readonly #context: ClusterContext;
  readonly #directory: string;
  readonly #queue = new WorkQueue(key => this.#sync(key));
  #unsubscribe: (() => void) | undefined;

  constructor(context: ClusterContext) {
    this.#context = context;
    this.#directory = join(context.directory, 'volumes');
    mkdirSync(this.#directory, { recursive: true, mode: 0o755 });
    context.objects.addHook('PersistentVolumeClaim', (claim, previous) => {
      if (!previous) prepareClaim(context.objects, claim);
    });
  }

  start(): void {
    const { registry, store } = this.#context;
    store
      .list(registry.get('persistentvolumeclaims'))
      .forEach(c => this.#queue.add(keyOf(c)));
    this.#unsubscribe = onChange(
      this.#context,
      ['persistentvolumeclaims', 'persistentvolumes', 'storageclasses', 'pods'],
      event => {
        const { plural } = event.resource;
        if (plural === 'persistentvolumeclaims') {
          this.#queue.add(keyOf(event.object));
          if (event.type === 'DELETED')
            this.#queue.add(`release//${event.object.spec.volumeName ?? ''}`);
        } else if (plural === 'pods') {
          if (event.type === 'DELETED') {
            this.#addOpenClaims(event.object.metadata.namespace);
          }
        } else {
          this.#addOpenClaims();
        }
      },
    );
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
    for (const path of mountsBelow(this.#directory)) {
      await unmount(path);
    }
  }

  #addOpenClaims(namespace?: string): void {
    const { registry, store } = this.#context;
    store
      .list(registry.get('persistentvolumeclaims'), namespace)
      .filter(c => c.status?.phase !== 'Bound' || c.metadata.deletionTimestamp)
      .forEach(c => this.#queue.add(keyOf(c)));
  }

  async #sync(key: string): Promise<void> {
    const { registry, store, objects } = this.#context;
    if (key.startsWith('release//')) {
      await this.#release(key.slice('release//'.length));
      return;
    }
    const type = registry.get('persistentvolumeclaims');
    const claim = store.get(type, ...splitKey(key));
    if (!claim) {
      return;
    }
    if (claim.metadata.deletionTimestamp) {
      // As the real one: a pod that has ended uses its claims until it is deleted.
      const used = store
        .list(registry.get('pods'), claim.metadata.namespace)
        .some(p => p.spec.nodeName && usesClaim(p, claim.metadata.name));
      if (!used) {
        objects.mutate(type, claim, copy => {
          copy.metadata.finalizers = copy.metadata.finalizers?.filter(
            f => f !== CLAIM_PROTECTION,
          );
        });
      }
      return;
    }
    if (claim.status?.phase !== 'Bound') {
      await this.#bind(claim);
    }
  }

  async #bind(claim: KubeObject): Promise<void> {
    const { registry, store } = this.#context;
    const existing = findVolume(this.#context, claim);
    if (existing) {
      this.#join(claim, existing);
      return;
    }
    const name = claim.spec.storageClassName;
    if (!name || claim.spec.volumeName) {
      return;
    }
    const storageClass = store.get(
      registry.get('storageclasses'),
      undefined,
      name,
    );
    const event = (
      type: 'Normal' | 'Warning',
      reason: string,
      message: string,
    ) =>
      this.#context.recordEvent(claim, {
        type,
        reason,
        message,
        component: 'persistentvolume-controller',
      });
    if (!storageClass) {
      event(
        'Warning',
        'ProvisioningFailed',
        `storageclass.storage.k8s.io "${name}" not found`,
      );
      return;
    }
    const selected =
      claim.metadata.annotations?.['volume.kubernetes.io/selected-node'];
    if (
      storageClass.volumeBindingMode === 'WaitForFirstConsumer' &&
      !selected
    ) {
      event(
        'Normal',
        'WaitForFirstConsumer',
        'waiting for first consumer to be created before binding',
      );
      return;
    }
    if (storageClass.provisioner !== PROVISIONER) {
      event(
        'Normal',
        'ExternalProvisioning',
        `waiting for a volume to be created, either by external provisioner "${storageClass.provisioner}" or manually created by system administrator`,
      );
      return;
    }
    const volume = await provisionVolume(this.#context, {
      claim,
      storageClass,
    });
    this.#join(claim, volume);
    event(
      'Normal',
      'ProvisioningSucceeded',
      `Successfully provisioned volume ${volume.metadata.name}`,
    );
  }

  #join(claim: KubeObject, volume: KubeObject): void {
    const { registry, objects } = this.#context;
    objects.mutate(registry.get('persistentvolumes'), volume, copy => {
      copy.spec.claimRef = {
        kind: 'PersistentVolumeClaim',
        apiVersion: 'v1',
        namespace: claim.metadata.namespace,
        name: claim.metadata.name,
        uid: claim.metadata.uid,
      };
      copy.status = { ...copy.status, phase: 'Bound' };
    });
    objects.mutate(registry.get('persistentvolumeclaims'), claim, copy => {
      copy.spec.volumeName = volume.metadata.name;
      copy.metadata.annotations = {
        ...copy.metadata.annotations,
        'pv.kubernetes.io/bind-completed': 'yes',
      };
      copy.status = {
        phase: 'Bound',
        accessModes: volume.spec.accessModes,
        capacity: volume.spec.capacity,
      };
    });
  }

  async #release(volumeName: string): Promise<void> {
    const { registry, store, objects } = this.#context;
    const type = registry.get('persistentvolumes');
    const volume = store.get(type, undefined, volumeName);
    if (!volume) {
      return;
    }
    if (volume.spec.persistentVolumeReclaimPolicy !== 'Delete') {
      objects.mutate(type, volume, copy => {
        copy.status = { ...copy.status, phase: 'Released' };
      });
      return;
    }
    objects.delete(type, undefined, volumeName);
    const base = join(this.#directory, volumeName);
    for (const path of [
      ...mountsBelow(base),
      ...mountsBelow(this.#directory).filter(p => p === base),
    ]) {
      await unmount(path);
    }
    await rm(base, { recursive: true, force: true });
  }
}
