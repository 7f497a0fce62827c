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

import { IncomingMessage } from 'node:http';
import { DeleteOptions } from '../store/deletion';
import { ObjectService } from '../store/ObjectService';
import { apiVersionOf } from '../store/ResourceRegistry';
import { parseFieldSelector, parseLabelSelector } from '../store/selectors';
import { ResourceType } from '../types';
import { ListPages } from './ListPages';
import { patchObject } from './patchObject';
import { RequestInfo } from './RequestInfo';
import { checkBody, checkUrlName, deleteOptions } from './requestBody';
import { patchScale, readScale, writeScale } from './scale';
import { statusErrors } from './statusErrors';

/**
 * An answer with a JSON body.
 * @internal
 */
export interface JsonAnswer {
  status: number;
  body: object;
}

/**
 * Everything that is asked of objects, but watches and logs.
 * @internal
 */
export class ResourceHandler {
  readonly #objects: ObjectService;
  readonly #pages: ListPages;

  constructor(objects: ObjectService) {
    this.#objects = objects;
    this.#pages = new ListPages(objects.store);
  }

  /** @throws StatusError */
  handle(
    type: ResourceType,
    info: RequestInfo,
    body: any,
    headers: IncomingMessage['headers'],
  ): JsonAnswer {
    if (info.subresource) {
      return this.#subresource(type, info, body, headers);
    }
    const { namespace, query } = info;
    const name = info.name ?? '';
    const dryRun = query.get('dryRun') === 'All';
    if (!name && ['update', 'patch'].includes(info.verb)) {
      throw statusErrors.methodNotAllowed();
    }
    switch (info.verb) {
      case 'get':
        return ok(this.#objects.get(type, namespace, name));
      case 'list':
        return ok(this.#pages.list(type, namespace, query));
      case 'create':
        if (info.name || (type.namespaced && !namespace)) {
          throw statusErrors.methodNotAllowed();
        }
        checkBody(type, body, namespace);
        return {
          status: 201,
          body: this.#objects.create(type, namespace, body, { dryRun }),
        };
      case 'update':
        checkBody(type, body, namespace);
        checkUrlName(body, name);
        return ok(
          this.#objects.replace(type, namespace, name, body, { dryRun }),
        );
      case 'patch': {
        const result = patchObject(this.#objects, type, info, body, headers);
        return { status: result.created ? 201 : 200, body: result.object };
      }
      case 'delete':
        return this.#delete(type, info, deleteOptions(body, query));
      case 'deletecollection':
        return this.#deleteCollection(type, info, deleteOptions(body, query));
      default:
        throw statusErrors.methodNotAllowed();
    }
  }

  #delete(
    type: ResourceType,
    info: RequestInfo,
    options: DeleteOptions,
  ): JsonAnswer {
    const { object, removed } = this.#objects.delete(
      type,
      info.namespace,
      info.name ?? '',
      options,
    );
    // Pods and what is held by finalizers come back as objects, the rest as a plain success.
    if (!removed || type.kind === 'Pod') {
      return ok(object);
    }
    return ok({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name: object.metadata.name,
        ...(type.group ? { group: type.group } : {}),
        kind: type.plural,
        uid: object.metadata.uid,
      },
    });
  }

  #deleteCollection(
    type: ResourceType,
    info: RequestInfo,
    options: DeleteOptions,
  ): JsonAnswer {
    if (type.namespaced && !info.namespace) {
      throw statusErrors.methodNotAllowed();
    }
    const byLabel = parseLabelSelector(
      info.query.get('labelSelector') ?? undefined,
    );
    const byField = parseFieldSelector(
      info.query.get('fieldSelector') ?? undefined,
      type.kind,
    );
    const items = this.#objects.store
      .list(type, info.namespace)
      .filter(o => byLabel(o) && byField(o))
      .map(
        o =>
          this.#objects.delete(
            type,
            o.metadata.namespace,
            o.metadata.name,
            options,
          ).object,
      );
    return ok({
      kind: `${type.kind}List`,
      apiVersion: apiVersionOf(type),
      metadata: { resourceVersion: String(this.#objects.store.version) },
      items,
    });
  }

  #subresource(
    type: ResourceType,
    info: RequestInfo,
    body: any,
    headers: IncomingMessage['headers'],
  ): JsonAnswer {
    const { namespace, subresource, verb } = info;
    const name = info.name ?? '';
    if (!type.subresources?.includes(subresource ?? '')) {
      throw statusErrors.notFound(
        { group: type.group, plural: type.plural },
        `${name}/${subresource}`,
      );
    }
    const current = this.#objects.get(type, namespace, name);
    if (subresource === 'status' && verb === 'get') {
      return ok(current);
    }
    if (subresource === 'status' && verb === 'update') {
      checkUrlName(body, name);
      return ok(
        this.#objects.replace(type, namespace, name, body, { status: true }),
      );
    }
    if (subresource === 'status' && verb === 'patch') {
      return ok(patchObject(this.#objects, type, info, body, headers).object);
    }
    if (subresource === 'scale') {
      if (verb === 'get') return ok(readScale(current));
      if (verb === 'update') {
        return ok(writeScale(this.#objects, type, current, body));
      }
      if (verb === 'patch') {
        return ok(patchScale(this.#objects, type, current, body, headers));
      }
    }
    if (subresource === 'finalize' && verb === 'update') {
      const result = this.#objects.mutate(type, current, copy => {
        copy.spec = { ...copy.spec, finalizers: body?.spec?.finalizers ?? [] };
      });
      return ok(result ?? current);
    }
    if (subresource === 'eviction' && verb === 'create') {
      this.#delete(type, info, body?.deleteOptions ?? {});
      return {
        status: 201,
        body: {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Success',
          code: 201,
        },
      };
    }
    throw statusErrors.methodNotAllowed();
  }
}

function ok(body: object): JsonAnswer {
  return { status: 200, body };
}
