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
  type PermissionCondition,
  type PermissionCriteria,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  directMigrationPermissions,
  RESOURCE_TYPE_PLAN,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  createDirectMigrationMigrationConditionalDecision,
  createDirectMigrationPlanConditionalDecision,
  directMigrationMigrationConditions,
  directMigrationPlanConditions,
} from '@direct-migration/backstage-plugin-direct-migration-node';
import type { Policy } from '../startPlugin';
import type { Role } from './table';

/** Whose requests are decided on; everybody else may everything. */
export const CALLER = 'user:default/ada';

const ALL = directMigrationPermissions.map(({ name }) =>
  name.replace('directmigration.', ''),
);
const READS = ['cluster.read', 'plan.read', 'migration.read'];

type Conditions =
  | typeof directMigrationPlanConditions
  | typeof directMigrationMigrationConditions;
type Criteria = PermissionCriteria<PermissionCondition<any>>;

/** What each role may, and of which plans and migrations. */
const RULES: Record<
  Role,
  { may: string[]; of?: (conditions: Conditions) => Criteria }
> = {
  nobody: { may: [] },
  reader: {
    may: READS,
    of: ({ isInitiator }) => isInitiator({ initiators: [CALLER] }),
  },
  owner: {
    may: ALL.filter(name => name !== 'audit.read'),
    of: ({ isEntityOwner }) =>
      isEntityOwner({ claims: [CALLER, 'group:default/team-shop'] }),
  },
  starter: {
    may: [
      ...READS,
      'migration.stage',
      'migration.cutover',
      'migration.rollback',
      'migration.cancel',
      'migration.retry',
    ],
    of: ({ sourceClusterIn, targetClusterIn }) => ({
      allOf: [
        sourceClusterIn({ clusters: ['resource:default/east'] }),
        // Said with a negation, which must not be true of what is not known.
        {
          not: {
            not: targetClusterIn({ clusters: ['resource:default/west'] }),
          },
        },
      ],
    }),
  },
  tenant: {
    may: [...READS, 'migration.stage'],
    of: ({ namespaceIn }) => namespaceIn({ namespaces: ['shop'] }),
  },
  platform: { may: ALL },
  auditor: { may: [...READS, 'audit.read'] },
};

/** The permission policy for a role. */
export function policyFor(role: Role): Policy {
  const { may, of } = RULES[role];
  return Object.fromEntries(
    directMigrationPermissions.map(permission => [
      permission.name,
      (caller: string) => {
        if (caller !== CALLER) {
          return { result: AuthorizeResult.ALLOW };
        }
        if (!may.includes(permission.name.replace('directmigration.', ''))) {
          return { result: AuthorizeResult.DENY };
        }
        if (!of || !('resourceType' in permission)) {
          return { result: AuthorizeResult.ALLOW };
        }
        return permission.resourceType === RESOURCE_TYPE_PLAN
          ? createDirectMigrationPlanConditionalDecision(
              permission as ResourcePermission<'direct-migration-plan'>,
              of(directMigrationPlanConditions) as never,
            )
          : createDirectMigrationMigrationConditionalDecision(
              permission as ResourcePermission<'direct-migration-migration'>,
              of(directMigrationMigrationConditions) as never,
            );
      },
    ]),
  );
}
