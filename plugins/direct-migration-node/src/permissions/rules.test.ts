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

import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  Migration,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { DirectMigrationFilter } from './resources';
import {
  directMigrationMigrationRules,
  directMigrationPlanRules,
} from './rules';

const EAST = 'resource:default/east';
const WEST = 'resource:default/west';

/** What a database does with a query, on one resource. */
function matches(
  criteria: PermissionCriteria<DirectMigrationFilter>,
  values: Record<DirectMigrationFilter['key'], string>,
): boolean {
  if ('allOf' in criteria) {
    return criteria.allOf.every(child => matches(child, values));
  }
  if ('anyOf' in criteria) {
    return criteria.anyOf.some(child => matches(child, values));
  }
  if ('not' in criteria) {
    return !matches(criteria.not, values);
  }
  return criteria.values.includes(values[criteria.key].toLowerCase());
}

describe('permission rules', () => {
  it.each([
    [['user:default/ada'], 'user:default/ada', true],
    [['user:default/bob', 'User:default/Ada'], 'user:default/ada', true],
    [['external:bot'], 'external:Bot', true],
    [['user:default/bob'], 'user:default/ada', false],
    [[], 'user:default/ada', false],
  ])('IS_OWNER %j of %s: %s', (owners, owner, expected) => {
    const values = { owner, sourceCluster: EAST, targetCluster: WEST };
    const { isOwner: ofPlan } = directMigrationPlanRules;
    const { isOwner: ofMigration } = directMigrationMigrationRules;
    expect(ofPlan.apply({ createdBy: owner } as Plan, { owners })).toBe(
      expected,
    );
    expect(
      ofMigration.apply({ initiatedBy: owner } as Migration, { owners }),
    ).toBe(expected);
    expect(matches(ofPlan.toQuery({ owners }), values)).toBe(expected);
    expect(matches(ofMigration.toQuery({ owners }), values)).toBe(expected);
  });

  it.each([
    [{ clusters: [EAST] }, false],
    [{ clusters: [EAST, 'Resource:default/WEST'] }, true],
    [{ clusters: [EAST], side: 'source' as const }, true],
    [{ clusters: [EAST], side: 'target' as const }, false],
    [{ clusters: [WEST], side: 'target' as const }, true],
    [{ clusters: [WEST], side: 'either' as const }, true],
    [{ clusters: ['resource:default/north'], side: 'either' as const }, false],
    [{ clusters: [], side: 'either' as const }, false],
    [{ clusters: [EAST], side: 'both' as const }, false],
  ])('IN_CLUSTER %j: %s', (params, expected) => {
    const resource = { sourceCluster: EAST, targetCluster: WEST };
    const values = { owner: 'x', ...resource };
    const { inCluster: ofPlan } = directMigrationPlanRules;
    const { inCluster: ofMigration } = directMigrationMigrationRules;
    expect(ofPlan.apply(resource as Plan, params)).toBe(expected);
    expect(ofMigration.apply(resource as Migration, params)).toBe(expected);
    expect(matches(ofPlan.toQuery(params), values)).toBe(expected);
    expect(matches(ofMigration.toQuery(params), values)).toBe(expected);
  });
});
