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

import { KubeObject } from '../types';
import { ObjectService } from '../store/ObjectService';
import { timestamp } from '../store/timestamp';
import { ClusterContext } from './ClusterContext';

/**
 * Writes Events as the components of a cluster do.
 * @internal
 */
export class EventRecorder {
  readonly #objects: ObjectService;
  readonly #nodeName: string;
  #counter = Date.now() * 1000;

  constructor(options: { objects: ObjectService; nodeName: string }) {
    this.#objects = options.objects;
    this.#nodeName = options.nodeName;
  }

  record(
    object: KubeObject,
    event: Parameters<ClusterContext['recordEvent']>[1],
  ): void {
    const type = this.#objects.registry.get('events');
    const namespace = object.metadata.namespace ?? 'default';
    const now = timestamp();
    const repeated = this.#objects.store
      .list(type, namespace)
      .find(
        e =>
          e.involvedObject?.uid === object.metadata.uid &&
          e.reason === event.reason &&
          e.message === event.message,
      );
    const ofScheduler = event.component === 'default-scheduler';
    if (repeated) {
      this.#objects.mutate(type, repeated, copy => {
        if (ofScheduler) {
          copy.series = {
            count: (copy.series?.count ?? 1) + 1,
            lastObservedTime: microTime(),
          };
        } else {
          copy.count += 1;
          copy.lastTimestamp = now;
        }
      });
      return;
    }
    this.#counter += 1;
    try {
      this.#objects.create(type, namespace, {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: {
          name: `${object.metadata.name}.${this.#counter.toString(16)}`,
        },
        involvedObject: {
          kind: object.kind,
          ...(object.metadata.namespace ? { namespace } : {}),
          name: object.metadata.name,
          uid: object.metadata.uid,
          apiVersion: object.apiVersion,
          resourceVersion: object.metadata.resourceVersion,
          ...(event.fieldPath ? { fieldPath: event.fieldPath } : {}),
        },
        reason: event.reason,
        message: event.message,
        type: event.type,
        ...(ofScheduler
          ? schedulerFields(event.reason)
          : {
              source: {
                component: event.component,
                ...(event.component === 'kubelet'
                  ? { host: this.#nodeName }
                  : {}),
              },
              firstTimestamp: now,
              lastTimestamp: now,
              count: 1,
              eventTime: null,
              reportingComponent: '',
              reportingInstance: '',
            }),
      });
    } catch {
      // A namespace that is going away takes no events; the real server drops them too.
    }
  }
}

/** The scheduler writes events of the newer API, which leave the older fields empty. */
function schedulerFields(reason: string): object {
  return {
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
    eventTime: microTime(),
    action: reason === 'Scheduled' ? 'Binding' : 'Scheduling',
    reportingComponent: 'default-scheduler',
    reportingInstance: 'default-scheduler-sandbox',
  };
}

function microTime(): string {
  return new Date().toISOString().replace(/Z$/, '000Z');
}
