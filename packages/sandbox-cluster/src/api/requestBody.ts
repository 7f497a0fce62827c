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

import { DeleteOptions } from '../store/deletion';
import { apiVersionOf } from '../store/ResourceRegistry';
import { KubeObject, ResourceType } from '../types';
import { statusErrors } from './statusErrors';

/**
 * Refuses a body that is not an object of the kind and the namespace of the address.
 *
 * @throws StatusError BadRequest
 * @internal
 */
export function checkBody(
  type: ResourceType,
  body: any,
  namespace: string | undefined,
): void {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw statusErrors.badRequest(
      `the object provided is unrecognized (must be of type ${type.kind})`,
    );
  }
  const { kind = type.kind, apiVersion = apiVersionOf(type) } = body;
  if (kind !== type.kind || apiVersion !== apiVersionOf(type)) {
    throw statusErrors.badRequest(
      `${kind} in version "${apiVersion
        .split('/')
        .pop()}" cannot be handled as a ${
        type.kind
      }: converting (${apiVersion}.${kind}) to (${apiVersionOf(type)}.${
        type.kind
      }): unknown conversion`,
    );
  }
  const given = body.metadata?.namespace;
  if (type.namespaced && given && given !== namespace) {
    throw statusErrors.badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}

/**
 * Refuses a body whose name is not that of the address.
 *
 * @throws StatusError BadRequest
 * @internal
 */
export function checkUrlName(body: Partial<KubeObject>, name: string): void {
  const given = body?.metadata?.name;
  if (given && given !== name) {
    throw statusErrors.badRequest(
      `the name of the object (${given}) does not match the name on the URL (${name})`,
    );
  }
}

/**
 * What a deletion asks for, in its body and its query.
 * @internal
 */
export function deleteOptions(
  body: any,
  query: URLSearchParams,
): DeleteOptions {
  const grace = query.get('gracePeriodSeconds');
  const policy = query.get('propagationPolicy');
  return {
    ...(grace === null ? {} : { gracePeriodSeconds: Number(grace) }),
    ...(policy === null ? {} : { propagationPolicy: policy }),
    ...body,
    dryRun:
      query.get('dryRun') === 'All' || Boolean(body?.dryRun?.includes('All')),
  };
}
