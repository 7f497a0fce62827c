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

import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  directMigrationAuditReadPermission,
  RESOURCE_TYPE_MIGRATION,
  RESOURCE_TYPE_PLAN,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  createDirectMigrationMigrationConditionalDecision,
  createDirectMigrationPlanConditionalDecision,
  directMigrationMigrationConditions,
  directMigrationPlanConditions,
} from '@direct-migration/backstage-plugin-direct-migration-node';

const PLATFORM_TEAM = 'group:default/platform-team';

/**
 * A sample: teams migrate the applications that they own, the platform team may everything, whoever is in no team nothing.
 * What is not about migrations is for everybody.
 */
export class TeamsPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!permission.name.startsWith('directmigration.')) {
      return { result: AuthorizeResult.ALLOW };
    }
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (claims.includes(PLATFORM_TEAM)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const teams = claims.filter(ref => ref.startsWith('group:'));
    if (
      teams.length === 0 ||
      isPermission(permission, directMigrationAuditReadPermission)
    ) {
      return { result: AuthorizeResult.DENY };
    }
    const owned = { claims: teams };
    const own = { initiators: [user!.info.userEntityRef] };
    if (isResourcePermission(permission, RESOURCE_TYPE_PLAN)) {
      const { isEntityOwner, isInitiator } = directMigrationPlanConditions;
      return createDirectMigrationPlanConditionalDecision(permission, {
        anyOf: [isEntityOwner(owned), isInitiator(own)],
      });
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_MIGRATION)) {
      const { isEntityOwner, isInitiator } = directMigrationMigrationConditions;
      return createDirectMigrationMigrationConditionalDecision(permission, {
        anyOf: [isEntityOwner(owned), isInitiator(own)],
      });
    }
    // To see clusters, and to make plans.
    return { result: AuthorizeResult.ALLOW };
  }
}
