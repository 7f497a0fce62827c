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

import { timingSafeEqual } from 'node:crypto';
import { StatusError } from './StatusError';
import { statusErrors } from './statusErrors';
import { RequestInfo } from './RequestInfo';

/**
 * What a user may not do; `*` stands for everything, as does a field that is left out.
 * @public
 */
export interface SandboxDenial {
  verb?: string;
  group?: string;
  /** The plural name, with `/subresource` for a subresource. */
  resource?: string;
  namespace?: string;
}

/**
 * Somebody who may use the cluster: everything but what is denied.
 * @public
 */
export interface SandboxUser {
  name: string;
  token: string;
  groups?: string[];
  deny?: SandboxDenial[];
}

/**
 * What is asked for: one verb on one resource.
 * @internal
 */
export interface AccessRequest {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

const PUBLIC_PATHS = /^\/(version|healthz|livez|readyz)(\/|$)/;

/**
 * Who a request comes from and what that user may do.
 * @internal
 */
export class AccessControl {
  #users: SandboxUser[];

  constructor(users: SandboxUser[]) {
    this.#users = users;
  }

  addUser(user: SandboxUser): void {
    this.#users = [...this.#users, user];
  }

  setUsers(users: SandboxUser[]): void {
    this.#users = users;
  }

  users(): SandboxUser[] {
    return this.#users;
  }

  /** The user of a bearer token, undefined for nobody. @throws StatusError Unauthorized for an unknown token */
  authenticate(authorization: string | undefined): SandboxUser | undefined {
    if (!authorization) {
      return undefined;
    }
    const token = /^Bearer\s+(.+)$/i.exec(authorization)?.[1].trim() ?? '';
    const user = this.#users.find(u => sameText(u.token, token));
    if (!user) {
      throw statusErrors.unauthorized();
    }
    return user;
  }

  isAllowed(user: SandboxUser | undefined, request: AccessRequest): boolean {
    if (!user) {
      return false;
    }
    const resource = request.subresource
      ? `${request.resource}/${request.subresource}`
      : request.resource;
    return !(user.deny ?? []).some(
      denial =>
        matches(denial.verb, request.verb) &&
        matches(denial.group, request.group) &&
        matches(denial.resource, resource) &&
        matches(denial.namespace, request.namespace ?? ''),
    );
  }

  /** @throws StatusError Forbidden */
  authorize(user: SandboxUser | undefined, info: RequestInfo): void {
    if (!info.resource) {
      if (!user && !PUBLIC_PATHS.test(info.path)) {
        throw new StatusError({
          code: 403,
          reason: 'Forbidden',
          message: `forbidden: User "system:anonymous" cannot ${info.verb} path "${info.path}"`,
          details: {},
        });
      }
      return;
    }
    const request = { ...info, resource: info.resource };
    if (info.group === 'authorization.k8s.io' && user) {
      return;
    }
    if (!this.isAllowed(user, request)) {
      const type = { group: info.group, plural: info.resource };
      const resource = info.subresource
        ? `${info.resource}/${info.subresource}`
        : info.resource;
      throw statusErrors.forbidden(
        type,
        info.name ?? '',
        `User "${user?.name ?? 'system:anonymous'}" cannot ${
          info.verb
        } resource "${resource}" in API group "${info.group}" ${
          info.namespace
            ? `in the namespace "${info.namespace}"`
            : 'at the cluster scope'
        }`,
      );
    }
  }
}

function matches(pattern: string | undefined, value: string): boolean {
  return pattern === undefined || pattern === '*' || pattern === value;
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
