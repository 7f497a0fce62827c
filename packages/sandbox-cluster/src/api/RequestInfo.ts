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

import { ResourceRegistry } from '../store/ResourceRegistry';
import { ResourceType } from '../types';

/**
 * What a request to the API asks for.
 * @internal
 */
export interface RequestInfo {
  /** get list watch create update patch delete deletecollection; lower-case HTTP method for paths that are no resource. */
  verb: string;
  path: string;
  query: URLSearchParams;
  group: string;
  version: string;
  /** Undefined when the path is no resource, e.g. `/version`. */
  resource?: string;
  subresource?: string;
  namespace?: string;
  name?: string;
  /** Undefined when the resource is not served. */
  type?: ResourceType;
}

const VERBS: Record<string, string> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
};

/**
 * Reads method and address of a request as the real server does.
 * @internal
 */
export function parseRequest(
  method: string,
  address: string,
  registry: ResourceRegistry,
): RequestInfo {
  const url = new URL(address, 'https://cluster');
  const parts = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const core = parts[0] === 'api';
  const base = {
    path: url.pathname,
    query: url.searchParams,
    group: core ? '' : parts[1] ?? '',
    version: core ? parts[1] ?? '' : parts[2] ?? '',
  };
  const rest = parts.slice(core ? 2 : 3);
  if (!['api', 'apis'].includes(parts[0]) || rest.length === 0) {
    return { ...base, verb: method.toLowerCase(), group: '', version: '' };
  }
  const inNamespace =
    rest[0] === 'namespaces' &&
    rest.length > 2 &&
    !['status', 'finalize'].includes(rest[2]);
  const [resource, name, subresource] = inNamespace ? rest.slice(2) : rest;
  return {
    ...base,
    verb: verbOf(method, name, url.searchParams),
    resource,
    name,
    subresource,
    namespace: inNamespace ? rest[1] : undefined,
    type: registry.find(base.group, base.version, resource),
  };
}

function verbOf(
  method: string,
  name: string | undefined,
  query: URLSearchParams,
): string {
  if (method === 'GET' || method === 'HEAD') {
    if (isTrue(query.get('watch'))) return 'watch';
    return name ? 'get' : 'list';
  }
  if (method === 'DELETE') {
    return name ? 'delete' : 'deletecollection';
  }
  return VERBS[method] ?? method.toLowerCase();
}

/**
 * Whether a query parameter says yes.
 * @internal
 */
export function isTrue(value: string | null): boolean {
  return value !== null && ['1', 'true', 'True', 'TRUE'].includes(value);
}
