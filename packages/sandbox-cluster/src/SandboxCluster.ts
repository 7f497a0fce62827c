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

import { stringify } from 'yaml';
import { AccessControl } from './api/AccessControl';
import { SandboxFaults } from './faults/SandboxFaults';
import { SandboxClusterOptions } from './SandboxClusterOptions';
import { KubeObject, KubeObjectInput, ResourceType } from './types';
import { ClusterParts, startParts } from './clusterParts';
import { volumePath } from './controllers/volumePath';

/**
 * A miniature Kubernetes cluster in this process: an HTTPS API, and pods of known images as local processes.
 * @public
 */
export class SandboxCluster {
  readonly name: string;
  /** Address of the API, without a slash at its end. */
  readonly url: string;
  /** The cluster's own CA. */
  readonly caPem: string;
  /** The administrator's bearer token. */
  readonly token: string;
  readonly nodeAddress: string;
  /** The registry, when there is one; `host` with its port. */
  readonly registry?: {
    host: string;
    caPem: string;
    username: string;
    password: string;
  };
  readonly faults: SandboxFaults;
  readonly #parts: ClusterParts;
  #stopped: Promise<void> | undefined;

  private constructor(parts: ClusterParts) {
    this.#parts = parts;
    this.name = parts.options.name;
    this.url = parts.url;
    this.caPem = parts.ca.caPem;
    this.token = parts.token;
    this.nodeAddress = parts.context.nodeAddress;
    this.registry = parts.registry?.access;
    this.faults = parts.faults;
  }

  /** Starts a cluster; it answers when this resolves. Rejects when an address is in use or the registry does not start. */
  static async start(options: SandboxClusterOptions): Promise<SandboxCluster> {
    return new SandboxCluster(await startParts(options));
  }

  /** A kubeconfig of the administrator, complete in itself. */
  kubeconfig(): string {
    const { name, url, caPem, token } = this;
    return stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name,
          cluster: {
            server: url,
            'certificate-authority-data': Buffer.from(caPem).toString('base64'),
          },
        },
      ],
      users: [{ name: `${name}-admin`, user: { token } }],
      contexts: [{ name, context: { cluster: name, user: `${name}-admin` } }],
      'current-context': name,
    });
  }

  /** Makes an object, or replaces one of that name; may carry a status. Throws a StatusError as the API answers it. */
  apply(object: KubeObjectInput): KubeObject {
    const { objects } = this.#parts.context;
    const type = this.#typeOf(object.apiVersion, object.kind);
    const { name = '' } = object.metadata;
    const namespace = type.namespaced
      ? object.metadata.namespace ?? 'default'
      : undefined;
    if (!objects.store.get(type, namespace, name)) {
      return objects.create(type, namespace, object, { keepStatus: true });
    }
    const replaced = objects.replace(type, namespace, name, object);
    return object.status && type.subresources?.includes('status')
      ? objects.replace(
          type,
          namespace,
          name,
          { ...replaced, status: object.status },
          { status: true },
        )
      : replaced;
  }

  /** The object, or undefined. */
  get(
    apiVersion: string,
    kind: string,
    name: string,
    namespace?: string,
  ): KubeObject | undefined {
    const type = this.#typeOf(apiVersion, kind);
    return this.#parts.context.store.get(
      type,
      type.namespaced ? namespace ?? 'default' : undefined,
      name,
    );
  }

  /** All objects of a kind, of one namespace or of all. */
  list(apiVersion: string, kind: string, namespace?: string): KubeObject[] {
    const type = this.#typeOf(apiVersion, kind);
    return this.#parts.context.store.list(type, namespace);
  }

  /** The folder with the content of a bound claim. Throws when it is not bound. */
  volumePath(namespace: string, claimName: string): string {
    return volumePath(this.#parts.context, namespace, claimName);
  }

  /** Adds somebody who may use the cluster, e.g. with less than all permissions. */
  addUser(user: Parameters<AccessControl['addUser']>[0]): void {
    this.#parts.access.addUser(user);
  }

  /** Ends everything: pods, servers, the registry. Nothing of this cluster runs when this resolves. */
  async stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    await this.#stopped;
  }

  async #stop(): Promise<void> {
    const { server, controllers, state, range, lock, registry } = this.#parts;
    await server.stop();
    await this.faults.clear();
    for (const controller of [...controllers].reverse()) {
      await controller.stop();
    }
    state?.stop();
    await registry?.stop();
    await range.release();
    await lock.release();
  }

  #typeOf(apiVersion: string, kind: string): ResourceType {
    const type = this.#parts.context.registry.byKind(apiVersion, kind);
    if (!type) {
      throw new Error(`The sandbox does not serve ${apiVersion} ${kind}`);
    }
    return type;
  }
}
