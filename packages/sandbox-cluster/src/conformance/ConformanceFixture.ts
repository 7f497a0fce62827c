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

import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiAnswer, ApiClient, ConformanceTarget } from './ApiClient';

/**
 * A cluster with a namespace to play in.
 * @internal
 */
export class ConformanceFixture {
  readonly target: ConformanceTarget;
  readonly api: ApiClient;
  readonly namespace = `conformance-${randomBytes(4).toString('hex')}`;

  constructor(target: ConformanceTarget) {
    this.target = target;
    this.api = new ApiClient(target);
  }

  async setUp(): Promise<void> {
    await this.create('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.namespace },
    });
    // A real cluster makes the account a moment after the namespace; pods are refused until then.
    await this.waitFor(`${this.core('serviceaccounts')}/default`, () => true);
  }

  async tearDown(): Promise<void> {
    await this.api.send('DELETE', `/api/v1/namespaces/${this.namespace}`);
    this.api.close();
  }

  /** The path of a core resource in the namespace. */
  core(plural: string): string {
    return `/api/v1/namespaces/${this.namespace}/${plural}`;
  }

  /** The path of a grouped resource in the namespace, e.g. `apps/v1`, `deployments`. */
  grouped(groupVersion: string, plural: string): string {
    return `/apis/${groupVersion}/namespaces/${this.namespace}/${plural}`;
  }

  /** Creates an object; throws when it is refused. */
  async create(path: string, object: any): Promise<any> {
    const { status, body } = await this.api.send('POST', path, object);
    if (status !== 201) {
      throw new Error(`POST ${path}: ${status} ${JSON.stringify(body)}`);
    }
    return body;
  }

  async createConfigMap(name: string, more: any = {}): Promise<any> {
    const { metadata, ...rest } = more;
    return this.create(this.core('configmaps'), {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, ...metadata },
      ...rest,
    });
  }

  /** Makes a pod with one container of the shell image, named `main`. */
  async createPod(name: string, container: any, spec: any = {}): Promise<any> {
    return this.create(this.core('pods'), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels: { app: name } },
      spec: { ...this.podSpec(container), ...spec },
    });
  }

  podSpec(container: any): any {
    return {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name: 'main',
          image: this.target.shellImage,
          imagePullPolicy: 'IfNotPresent',
          ...container,
        },
      ],
    };
  }

  /** Reads until it is as wanted; throws with the last answer after the deadline. */
  async waitFor(
    path: string,
    wanted: (body: any, status: number) => boolean,
    ms: number = 60_000,
  ): Promise<any> {
    const deadline = Date.now() + ms;
    let last: ApiAnswer;
    do {
      last = await this.api.send('GET', path);
      const mayLook = last.status === 200 || wanted.length > 1;
      if (mayLook && wanted(last.body, last.status)) {
        return last.body;
      }
      await delay(100);
    } while (Date.now() < deadline);
    throw new Error(`${path} did not come: ${JSON.stringify(last.body)}`);
  }

  async waitForPhase(pod: string, phase: string): Promise<any> {
    return this.waitFor(
      `${this.core('pods')}/${pod}`,
      body => body.status?.phase === phase,
    );
  }

  async waitForGone(path: string): Promise<void> {
    await this.waitFor(path, (_, status) => status === 404);
  }

  /** Waits for an event about an object. */
  async waitForEvent(name: string, reason: string): Promise<any> {
    const list = await this.waitFor(
      `${this.core('events')}?fieldSelector=involvedObject.name=${name}`,
      body => body.items.some((e: any) => e.reason === reason),
    );
    return list.items.find((e: any) => e.reason === reason);
  }
}

/**
 * A failure as the API answers it.
 * @internal
 */
export function failure(
  code: number,
  reason: string,
  message: string,
  details?: object,
): ApiAnswer {
  return {
    status: code,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      ...(details ? { details } : {}),
      code,
    },
  };
}
