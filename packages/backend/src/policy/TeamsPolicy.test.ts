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

import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  directMigrationAuditReadPermission,
  directMigrationMigrationCancelPermission,
  directMigrationMigrationCutoverPermission,
  directMigrationPermissions,
  directMigrationPlanCreatePermission,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { TeamsPolicy } from './TeamsPolicy';

const policy = new TeamsPolicy();

function user(...groups: string[]): PolicyQueryUser {
  const userEntityRef = 'user:default/ada';
  return {
    info: { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] },
  } as unknown as PolicyQueryUser;
}

describe('TeamsPolicy', () => {
  it.each(directMigrationPermissions)(
    '$name: all for the platform team, nothing for who is in no team',
    async permission => {
      const decide = (who?: PolicyQueryUser) =>
        policy.handle({ permission }, who);
      expect(await decide(user('group:default/platform-team'))).toEqual({
        result: AuthorizeResult.ALLOW,
      });
      for (const nobody of [user(), undefined]) {
        expect(await decide(nobody)).toEqual({ result: AuthorizeResult.DENY });
      }
    },
  );

  it('lets teams do what is for their applications', async () => {
    const shop = user('group:default/shop-team');
    for (const permission of [
      directMigrationMigrationCutoverPermission,
      directMigrationMigrationCancelPermission,
    ]) {
      expect(await policy.handle({ permission }, shop)).toMatchObject({
        result: AuthorizeResult.CONDITIONAL,
        conditions: {
          anyOf: [
            {
              rule: 'IS_ENTITY_OWNER',
              params: { claims: ['group:default/shop-team'] },
            },
            {
              rule: 'IS_INITIATOR',
              params: { initiators: ['user:default/ada'] },
            },
          ],
        },
      });
    }
    const permission = directMigrationPlanCreatePermission;
    expect(await policy.handle({ permission }, shop)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    expect(
      await policy.handle(
        { permission: directMigrationAuditReadPermission },
        shop,
      ),
    ).toEqual({ result: AuthorizeResult.DENY });
  });

  it('has no say in what is not about migrations', async () => {
    const permission = {
      type: 'basic' as const,
      name: 'catalog.entity.create',
      attributes: {},
    };
    expect(await policy.handle({ permission }, user())).toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });
});
