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

import { isPodReady } from '../runtime/isPodReady';
import { isTerminated } from '../runtime/isTerminated';
import { portOf } from '../runtime/readiness';
import { ForwardTarget, TcpForwarder } from '../runtime/TcpForwarder';
import { KubeObject } from '../types';
import {
  ClusterContext,
  Controller,
  keyOf,
  onChange,
  splitKey,
} from './ClusterContext';
import { allocateServicePorts } from './serviceAllocation';
import { containerOf, selects } from './servicePods';
import { WorkQueue } from './WorkQueue';

/**
 * Keeps Endpoints and forwards the ports of services to their pods.
 * @internal
 */
export class ServiceController implements Controller {
  readonly #context: ClusterContext;
  readonly #queue = new WorkQueue(key => this.#sync(key));
  readonly #forwarders = new Map<string, TcpForwarder>();
  readonly #turns = new Map<string, number>();
  readonly #isCut: () => boolean;
  #unsubscribe: (() => void) | undefined;

  constructor(options: {
    context: ClusterContext;
    serviceCidrPrefix: string;
    /** While true, connections from outside of the cluster are refused. */
    isCut: () => boolean;
  }) {
    this.#context = options.context;
    this.#isCut = options.isCut;
    options.context.objects.addHook('Service', (service, previous) =>
      allocateServicePorts({
        service,
        previous,
        others: options.context.store
          .list(options.context.registry.get('services'))
          .filter(s => keyOf(s) !== keyOf(service)),
        prefix: options.serviceCidrPrefix,
      }),
    );
  }

  start(): void {
    const { store, registry } = this.#context;
    store
      .list(registry.get('services'))
      .forEach(s => this.#queue.add(keyOf(s)));
    this.#unsubscribe = onChange(
      this.#context,
      ['services', 'pods'],
      ({ object, previous, resource }) => {
        if (resource.plural === 'services') {
          this.#queue.add(keyOf(object));
          return;
        }
        store
          .list(registry.get('services'), object.metadata.namespace)
          .filter(s => selects(s, object) || (previous && selects(s, previous)))
          .forEach(s => this.#queue.add(keyOf(s)));
      },
    );
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
    await Promise.all([...this.#forwarders.values()].map(f => f.stop()));
    this.#forwarders.clear();
  }

  /** Cuts the connections that come from outside of the cluster. */
  disconnect(): void {
    this.#forwarders.forEach(forwarder => forwarder.disconnect());
  }

  async #sync(key: string): Promise<void> {
    const { store, registry } = this.#context;
    const service = store.get(registry.get('services'), ...splitKey(key));
    if (service?.spec.selector) {
      this.#writeEndpoints(service);
    }
    if (!service) {
      const type = registry.get('endpoints');
      const endpoints = store.get(type, ...splitKey(key));
      if (endpoints) {
        this.#context.objects.delete(type, ...splitKey(key));
      }
    }
    await this.#syncForwarders(key, service);
  }

  #writeEndpoints(service: KubeObject): void {
    const { store, registry, objects, nodeName } = this.#context;
    const { namespace, name, labels } = service.metadata;
    const type = registry.get('endpoints');
    const addressOf = (pod: KubeObject) => ({
      ip: pod.status.podIP,
      nodeName,
      targetRef: {
        kind: 'Pod',
        namespace,
        name: pod.metadata.name,
        uid: pod.metadata.uid,
      },
    });
    const pods = this.#podsOf(service);
    const ready = pods.filter(
      p => isPodReady(p) || service.spec.publishNotReadyAddresses,
    );
    const notReady = pods.filter(p => !ready.includes(p));
    const ports = (service.spec.ports ?? []).map((port: any) => ({
      ...(port.name ? { name: port.name } : {}),
      port: portOf(port.targetPort, containerOf(pods[0])),
      protocol: port.protocol,
    }));
    const subsets = pods.length
      ? [
          {
            ...(ready.length ? { addresses: ready.map(addressOf) } : {}),
            ...(notReady.length
              ? { notReadyAddresses: notReady.map(addressOf) }
              : {}),
            ports,
          },
        ]
      : undefined;
    const current = store.get(type, namespace, name);
    if (current) {
      objects.mutate(type, current, copy => {
        if (subsets) copy.subsets = subsets;
        else delete copy.subsets;
      });
    } else if (!service.metadata.deletionTimestamp) {
      objects.create(type, namespace, {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: { name, ...(labels ? { labels } : {}) },
        ...(subsets ? { subsets } : {}),
      });
    }
  }

  #podsOf(service: KubeObject): KubeObject[] {
    const { store, registry } = this.#context;
    return store
      .list(registry.get('pods'), service.metadata.namespace)
      .filter(
        p =>
          selects(service, p) &&
          p.status?.podIP &&
          !isTerminated(p) &&
          !p.metadata.deletionTimestamp,
      );
  }

  async #syncForwarders(
    key: string,
    service: KubeObject | undefined,
  ): Promise<void> {
    const wanted = new Map<string, any>();
    for (const port of service?.spec.ports ?? []) {
      const { clusterIP } = service?.spec;
      if (clusterIP && clusterIP !== 'None') {
        wanted.set(`${key}|${clusterIP}|${port.port}`, port);
      }
      if (port.nodePort) {
        const address = this.#context.nodeAddress;
        wanted.set(`${key}|${address}|${port.nodePort}`, port);
      }
    }
    for (const [id, forwarder] of [...this.#forwarders]) {
      if (id.startsWith(`${key}|`) && !wanted.has(id)) {
        this.#forwarders.delete(id);
        await forwarder.stop();
      }
    }
    for (const [id, port] of wanted) {
      if (!this.#forwarders.has(id) && service) {
        await this.#listen(id, service, port);
      }
    }
  }

  async #listen(id: string, service: KubeObject, port: any): Promise<void> {
    const [key, host, number] = id.split('|');
    const forwarder = new TcpForwarder(() =>
      host === this.#context.nodeAddress && this.#isCut()
        ? undefined
        : this.#target(key, port.port),
    );
    try {
      await forwarder.listen(host, Number(number));
      this.#forwarders.set(id, forwarder);
    } catch (error) {
      this.#context.recordEvent(service, {
        type: 'Warning',
        reason: 'PortNotAvailable',
        message: `Cannot listen at ${host}:${number}: ${
          (error as Error).message
        }`,
        component: 'kube-proxy',
      });
      throw error;
    }
  }

  #target(key: string, portNumber: number): ForwardTarget | undefined {
    const { store, registry } = this.#context;
    const service = store.get(registry.get('services'), ...splitKey(key));
    const port = service?.spec.ports?.find((p: any) => p.port === portNumber);
    const endpoints = store.get(registry.get('endpoints'), ...splitKey(key));
    const subset = endpoints?.subsets?.find((s: any) => s.addresses?.length);
    if (!port || !subset) {
      return undefined;
    }
    const turn = (this.#turns.get(key) ?? -1) + 1;
    this.#turns.set(key, turn);
    const { ip } = subset.addresses[turn % subset.addresses.length];
    const target = subset.ports?.find((p: any) => p.name === port.name);
    return target && { host: ip, port: target.port };
  }
}
