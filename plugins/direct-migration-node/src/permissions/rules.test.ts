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
  DirectMigrationFilter,
  DirectMigrationPermissionSubject,
} from './resources';
import {
  directMigrationMigrationRules,
  directMigrationPlanRules,
} from './rules';

const EAST = 'resource:default/east';
const WEST = 'resource:default/west';
const subject: DirectMigrationPermissionSubject = {
  initiator: 'user:default/Ada',
  entityOwners: ['group:default/shop', 'user:default/bob'],
  sourceCluster: EAST,
  targetCluster: WEST,
  sourceNamespaces: ['shop', 'db'],
  targetNamespaces: ['shop-new'],
};

/** What a database does with a query, on one resource. */
function matches(
  criteria: PermissionCriteria<DirectMigrationFilter>,
  of: DirectMigrationPermissionSubject,
): boolean {
  if ('allOf' in criteria) {
    return criteria.allOf.every(child => matches(child, of));
  }
  if ('anyOf' in criteria || 'not' in criteria) {
    throw new Error('No rule makes such a query');
  }
  const has = (value: string) => criteria.values.includes(value.toLowerCase());
  const all = (values: string[]) => values.length > 0 && values.every(has);
  switch (criteria.key) {
    case 'entityOwner':
      return of.entityOwners.some(has);
    case 'sourceNamespace':
      return all(of.sourceNamespaces);
    case 'targetNamespace':
      return all(of.targetNamespaces);
    default:
      return has(of[criteria.key]);
  }
}

describe.each([
  ['plans', directMigrationPlanRules],
  ['migrations', directMigrationMigrationRules],
])('permission rules of %s', (_, rules) => {
  it.each([
    ['isInitiator', { initiators: ['user:default/ada'] }, true],
    ['isInitiator', { initiators: ['x:y/z', 'User:default/ADA'] }, true],
    ['isInitiator', { initiators: ['user:default/bob'] }, false],
    ['isInitiator', { initiators: [] }, false],
    ['isEntityOwner', { claims: ['Group:default/Shop'] }, true],
    ['isEntityOwner', { claims: ['user:default/bob'] }, true],
    ['isEntityOwner', { claims: ['user:default/ada'] }, false],
    ['isEntityOwner', { claims: [] }, false],
    ['sourceClusterIn', { clusters: ['Resource:default/EAST'] }, true],
    ['sourceClusterIn', { clusters: [WEST] }, false],
    ['sourceClusterIn', { clusters: [] }, false],
    ['targetClusterIn', { clusters: [EAST, WEST] }, true],
    ['targetClusterIn', { clusters: [EAST] }, false],
    ['namespaceIn', { namespaces: ['shop', 'db', 'shop-new'] }, true],
    ['namespaceIn', { namespaces: ['shop', 'db'] }, false],
    ['namespaceIn', { namespaces: ['shop', 'shop-new'] }, false],
    ['namespaceIn', { namespaces: ['Shop', 'db'], side: 'source' }, true],
    ['namespaceIn', { namespaces: ['shop'], side: 'source' }, false],
    ['namespaceIn', { namespaces: ['shop-new'], side: 'target' }, true],
    ['namespaceIn', { namespaces: ['shop'], side: 'target' }, false],
    ['namespaceIn', { namespaces: [] }, false],
  ] as const)('%s of %j: %s', (name, params, expected) => {
    const rule = rules[name];
    expect(rule.apply(subject, params as never)).toBe(expected);
    expect(matches(rule.toQuery(params as never), subject)).toBe(expected);
  });

  it('allow nothing of which nothing is known', () => {
    const nothing = {
      ...subject,
      entityOwners: [],
      sourceNamespaces: [],
      targetNamespaces: [],
    };
    const { isEntityOwner, namespaceIn } = rules;
    expect(isEntityOwner.apply(nothing, { claims: ['user:default/bob'] })).toBe(
      false,
    );
    for (const side of ['source', 'target', 'both'] as const) {
      const params = { namespaces: ['shop'], side };
      expect(namespaceIn.apply(nothing, params)).toBe(false);
      expect(matches(namespaceIn.toQuery(params), nothing)).toBe(false);
    }
  });
});
