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

import { MigrationError } from '../errors/MigrationError';
import type { KubernetesObject } from './clientNode';
import type { ListOptions } from './ClusterClient';
import { HttpTransport, type TransportRequest } from './HttpTransport';
import { resourcePath, type Resource } from './resources';
import {
  type ApiStatus,
  type FailedRequest,
  fromStatus,
  fromTransportError,
} from './toMigrationError';

const PAGE = 500;

/** Requests to one API server, with errors that say which object of which cluster they were about. @internal */
export class ClusterRequests {
  readonly #transport: HttpTransport;
  readonly #cluster: string;

  /** @param options - `cluster`: how errors name the cluster */
  constructor(options: { transport: HttpTransport; cluster: string }) {
    this.#transport = options.transport;
    this.#cluster = options.cluster;
  }

  /** All pages of a list, and what a watch goes on from. A kind that the cluster does not know has no objects. */
  async listAll<T extends KubernetesObject>(
    resource: Resource<T>,
    options: ListOptions,
  ): Promise<{ items: T[]; resourceVersion?: string }> {
    const items: T[] = [];
    let next: string | undefined;
    let resourceVersion: string | undefined;
    do {
      const page: {
        items?: T[];
        metadata?: { continue?: string; resourceVersion?: string };
      } =
        (await this.call(
          {
            method: 'GET',
            path: resourcePath(resource, options),
            query: {
              labelSelector: options.labelSelector,
              fieldSelector: options.fieldSelector,
              limit: PAGE,
              continue: next,
            },
            signal: options.signal,
          },
          this.failed('list', resource, options),
          { missing: true },
        )) ?? {};
      items.push(...(page.items ?? []));
      next = page.metadata?.continue || undefined;
      resourceVersion = page.metadata?.resourceVersion;
    } while (next);
    return { items, resourceVersion };
  }

  /** What an error is about. */
  failed(
    verb: string,
    resource: Resource,
    key: { namespace?: string; name?: string },
  ): FailedRequest {
    return {
      cluster: this.#cluster,
      verb,
      group: resource.group,
      resource: resource.plural,
      namespace: resource.namespaced ? key.namespace : undefined,
      name: key.name,
    };
  }

  /**
   * One request, one answer.
   * @param options - `missing`: that there is no such object is an answer, `undefined`
   */
  async call<T>(
    request: TransportRequest,
    failed: FailedRequest,
    options: { missing?: boolean } = {},
  ): Promise<T | undefined> {
    let answer;
    try {
      answer = await this.#transport.request(request);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw fromTransportError(error, failed);
    }
    if (answer.status === 404 && options.missing) {
      return undefined;
    }
    if (answer.status >= 300) {
      throw fromStatus(answer.status, parseStatus(answer.body), failed);
    }
    try {
      return JSON.parse(answer.body) as T;
    } catch (error) {
      throw new MigrationError({
        code: 'CLUSTER_ERROR',
        cluster: this.#cluster,
        message: `${
          this.#cluster
        } does not answer as a Kubernetes API server does`,
        hint: 'Check the annotation kubernetes.io/api-server.',
        kind: 'ServiceUnavailableError',
        cause: error,
      });
    }
  }

  /** The lines of an answer as they come. */
  async *lines(
    request: TransportRequest & { signal: AbortSignal },
    failed: FailedRequest,
  ): AsyncIterable<string> {
    let response;
    try {
      response = await this.#transport.stream(request);
    } catch (error) {
      throw fromTransportError(error, failed);
    }
    if (response.status >= 300) {
      const chunks: Buffer[] = [];
      for await (const chunk of response.body) {
        chunks.push(chunk as Buffer);
      }
      throw fromStatus(
        response.status,
        parseStatus(Buffer.concat(chunks).toString()),
        failed,
      );
    }
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of response.body) {
        const lines = (
          rest + decoder.decode(chunk as Buffer, { stream: true })
        ).split('\n');
        rest = lines.pop()!;
        yield* lines;
      }
    } catch (error) {
      throw fromTransportError(error, failed);
    } finally {
      response.body.destroy();
    }
    if (rest) {
      yield rest;
    }
  }
}

function parseStatus(body: string): ApiStatus {
  try {
    const status = JSON.parse(body) as ApiStatus;
    return typeof status === 'object' && status ? status : {};
  } catch {
    return { message: body.slice(0, 200) };
  }
}
