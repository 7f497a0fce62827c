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
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { serverSideApply } from '../patch/serverSideApply';
import { strategicMergePatch } from '../patch/strategicMergePatch';
import { ObjectService } from '../store/ObjectService';
import { timestamp } from '../store/timestamp';
import { KubeObject, ResourceType } from '../types';
import { isTrue, RequestInfo } from './RequestInfo';
import { statusErrors } from './statusErrors';
import { StatusError } from './StatusError';

const APPLY = /^application\/apply-patch\+(yaml|cbor)/;

/**
 * Serves PATCH: JSON patch, merge patch, strategic merge patch and server-side apply.
 *
 * @throws StatusError NotFound, Conflict, Invalid, UnsupportedMediaType
 * @internal
 */
export function patchObject(
  objects: ObjectService,
  type: ResourceType,
  info: RequestInfo,
  body: any,
  headers: IncomingMessage['headers'],
): { object: KubeObject; created: boolean } {
  const { namespace, query } = info;
  const name = info.name ?? '';
  const contentType = headers['content-type'] ?? '';
  const options = {
    dryRun: query.get('dryRun') === 'All',
    status: info.subresource === 'status',
  };
  if (APPLY.test(contentType)) {
    return apply(objects, type, info, body, options);
  }
  const current = objects.get(type, namespace, name);
  const next = change(current, body, contentType, type);
  const wanted = next.metadata?.resourceVersion;
  if (wanted && wanted !== current.metadata.resourceVersion) {
    throw statusErrors.conflict(type, name);
  }
  checkIdentity(type, current, next);
  return {
    object: objects.replace(type, namespace, name, next, options),
    created: false,
  };
}

function change(
  current: KubeObject,
  body: any,
  contentType: string,
  type: ResourceType,
): any {
  const builtIn = !type.group.includes('openshift.io');
  const kind = contentType.split(';')[0].trim();
  if (kind === 'application/json-patch+json') {
    return jsonPatch(current, body ?? []);
  }
  if (kind === 'application/merge-patch+json') {
    return mergePatch(current, body ?? {});
  }
  // Kinds that are not built in have no strategic merge.
  if (kind === 'application/strategic-merge-patch+json' && builtIn) {
    return strategicMergePatch(current, body ?? {});
  }
  throw new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: '415: Unsupported Media Type',
    details: {},
  });
}

function apply(
  objects: ObjectService,
  type: ResourceType,
  info: RequestInfo,
  body: any,
  options: { dryRun: boolean; status: boolean },
): { object: KubeObject; created: boolean } {
  const { namespace, query } = info;
  const name = info.name ?? '';
  const manager = query.get('fieldManager');
  if (!manager) {
    throw statusErrors.invalid(
      { group: 'meta.k8s.io', kind: 'PatchOptions' },
      '',
      [
        {
          reason: 'FieldValueRequired',
          message: 'Required value: is required for apply patch',
          field: 'fieldManager',
        },
      ],
    );
  }
  const current = objects.store.get(type, namespace, name);
  const merged = serverSideApply(current, body, {
    manager,
    force: isTrue(query.get('force')),
    now: timestamp(),
  });
  if (!current) {
    merged.metadata.name = name;
    return {
      object: objects.create(type, namespace, merged, options),
      created: true,
    };
  }
  // An unchanged configuration must not become a new version only for its time.
  const { managedFields: _, ...metadata } = merged.metadata;
  const unchanged =
    JSON.stringify({ ...merged, metadata }) ===
    JSON.stringify({
      ...current,
      metadata: { ...current.metadata, managedFields: undefined },
    });
  const known = current.metadata.managedFields?.some(
    e => e.manager === manager && e.operation === 'Apply',
  );
  if (unchanged && known) {
    return { object: current, created: false };
  }
  return {
    object: objects.replace(type, namespace, name, merged, options),
    created: false,
  };
}

function checkIdentity(
  type: ResourceType,
  current: KubeObject,
  next: any,
): void {
  const { name, namespace } = next.metadata ?? {};
  if (name !== current.metadata.name) {
    throw statusErrors.badRequest(
      `the name of the object (${name}) does not match the name on the URL (${current.metadata.name})`,
    );
  }
  if (type.namespaced && namespace !== current.metadata.namespace) {
    throw statusErrors.badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}
