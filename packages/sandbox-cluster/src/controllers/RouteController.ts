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

import { timestamp } from '../store/timestamp';
import { KubeObject } from '../types';
import {
  ClusterContext,
  Controller,
  keyOf,
  onChange,
  splitKey,
} from './ClusterContext';
import { WorkQueue } from './WorkQueue';

/**
 * Admits OpenShift routes: a host if there is none, and the status that says so.
 * @internal
 */
export class RouteController implements Controller {
  readonly #context: ClusterContext;
  readonly #domain: string;
  readonly #queue = new WorkQueue(key => this.#sync(key));
  #unsubscribe: (() => void) | undefined;

  constructor(options: { context: ClusterContext; domain: string }) {
    this.#context = options.context;
    this.#domain = options.domain;
    options.context.objects.addHook('Route', route => {
      const { name, namespace } = route.metadata;
      route.spec.host ??= `${name}-${namespace}.${this.#domain}`;
      route.spec.wildcardPolicy ??= 'None';
    });
  }

  start(): void {
    this.#unsubscribe = onChange(this.#context, ['routes'], event => {
      if (event.type === 'DELETED') {
        // Its host is free for another route now.
        this.#routes().forEach(r => this.#queue.add(keyOf(r)));
      } else {
        this.#queue.add(keyOf(event.object));
      }
    });
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    await this.#queue.stop();
  }

  #routes(): KubeObject[] {
    const { store, registry } = this.#context;
    return store.list(registry.get('routes', 'route.openshift.io'));
  }

  #sync(key: string): void {
    const { store, registry, objects } = this.#context;
    const type = registry.get('routes', 'route.openshift.io');
    const route = store.get(type, ...splitKey(key));
    if (!route) {
      return;
    }
    const older = this.#routes().find(
      r =>
        r !== route &&
        r.spec.host === route.spec.host &&
        r.spec.path === route.spec.path &&
        r.status?.ingress?.[0]?.conditions?.[0]?.status === 'True',
    );
    const status = older ? 'False' : 'True';
    const before = route.status?.ingress?.[0];
    if (
      before?.host === route.spec.host &&
      before?.conditions?.[0]?.status === status
    ) {
      return;
    }
    objects.mutate(type, route, copy => {
      copy.status = {
        ingress: [
          {
            host: route.spec.host,
            routerName: 'default',
            routerCanonicalHostname: `router-default.${this.#domain}`,
            wildcardPolicy: 'None',
            conditions: [
              {
                type: 'Admitted',
                status,
                lastTransitionTime: timestamp(),
                ...(older
                  ? {
                      reason: 'HostAlreadyClaimed',
                      message: `route ${older.metadata.name} already exposes ${route.spec.host} and is older`,
                    }
                  : {}),
              },
            ],
          },
        ],
      };
    });
  }
}
