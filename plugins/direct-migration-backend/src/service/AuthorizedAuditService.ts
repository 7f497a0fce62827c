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
import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  directMigrationAuditReadPermission,
  type ListAuditOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { requireBasicPermission } from './Authorizer';
import type { AuditService, CallOptions } from './types';

/** Lets through who may read the audit trail, which is about everybody. */
export class AuthorizedAuditService implements AuditService {
  readonly #inner: AuditService;
  readonly #permissions: PermissionsService;

  constructor(options: {
    inner: AuditService;
    permissions: PermissionsService;
  }) {
    this.#inner = options.inner;
    this.#permissions = options.permissions;
  }

  async list(filter: ListAuditOptions, options: CallOptions) {
    await this.#check(options);
    return this.#inner.list(filter, options);
  }

  async *export(filter: ListAuditOptions, options: CallOptions) {
    await this.#check(options);
    yield* this.#inner.export(filter, options);
  }

  async #check({ credentials }: CallOptions): Promise<void> {
    await requireBasicPermission(
      this.#permissions,
      directMigrationAuditReadPermission,
      credentials,
    );
  }
}
