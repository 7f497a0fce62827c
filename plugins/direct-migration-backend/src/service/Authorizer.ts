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

import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
  type Permission,
  type PermissionCriteria,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  type PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import type {
  DirectMigrationFilter,
  DirectMigrationPermissionSubject,
} from '@direct-migration/backstage-plugin-direct-migration-node';
import { MigrationError } from '../errors/MigrationError';

/** What a permission policy says of one kind of resource. */
export class Authorizer<TResource> {
  readonly #permissions: PermissionsService;
  readonly #matches: (
    decision: PolicyDecision,
    subject: DirectMigrationPermissionSubject | undefined,
  ) => boolean;
  readonly #subjectOf: (
    resource: TResource,
  ) => Promise<DirectMigrationPermissionSubject>;
  readonly #toFilter: (
    conditions: PermissionCriteria<any>,
  ) => PermissionCriteria<DirectMigrationFilter>;

  constructor(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    resourceRef: PermissionResourceRef<
      DirectMigrationPermissionSubject,
      DirectMigrationFilter
    >;
    /** What the rules look at. */
    subjectOf: (
      resource: TResource,
    ) => Promise<DirectMigrationPermissionSubject>;
  }) {
    const rules = options.permissionsRegistry.getPermissionRuleset(
      options.resourceRef,
    );
    this.#permissions = options.permissions;
    this.#subjectOf = options.subjectOf;
    this.#matches = createConditionAuthorizer(rules);
    this.#toFilter = createConditionTransformer(rules);
  }

  /** @throws MigrationError `NOT_ALLOWED` */
  async requireBasic(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    await requireBasicPermission(this.#permissions, permission, credentials);
  }

  /** Whether the permission covers the resource. */
  async covers(
    permission: ResourcePermission,
    resource: TResource,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.CONDITIONAL
      ? this.#matches(decision, await this.#subjectOf(resource))
      : decision.result === AuthorizeResult.ALLOW;
  }

  /**
   * What of a list the permission covers; `undefined` is all of it.
   * @throws MigrationError `NOT_ALLOWED` when it covers nothing
   */
  async filter(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<PermissionCriteria<DirectMigrationFilter> | undefined> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      throw notAllowedError(permission);
    }
    return decision.result === AuthorizeResult.CONDITIONAL
      ? this.#toFilter(decision.conditions)
      : undefined;
  }
}

/** @throws MigrationError `NOT_ALLOWED` */
export async function requireBasicPermission(
  permissions: PermissionsService,
  permission: BasicPermission,
  credentials: BackstageCredentials,
): Promise<void> {
  const [decision] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw notAllowedError(permission);
  }
}

/** The permission policy of the portal does not let the caller do this. */
export function notAllowedError(permission: Permission): MigrationError {
  return new MigrationError({
    code: 'NOT_ALLOWED',
    kind: 'NotAllowedError',
    message: `You need the permission ${permission.name}`,
    hint: 'Ask the owners of this portal for it.',
  });
}
