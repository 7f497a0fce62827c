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

import { createPermissionRule } from '@backstage/plugin-permission-node';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import { z } from 'zod';
import {
  directMigrationMigrationResourceRef,
  directMigrationPlanResourceRef,
  type DirectMigrationFilter,
} from './resources';

const ownerParams = z.object({
  owners: z
    .array(z.string())
    .describe('Entity refs of users, or subjects of services'),
});

const clusterParams = z.object({
  clusters: z
    .array(z.string())
    .describe(
      'Full entity refs of clusters, for example resource:default/east',
    ),
  side: z
    .enum(['source', 'target', 'both', 'either'])
    .optional()
    .describe(
      'Which side has to be one of the clusters; `both` if not given, which is the safe reading of "may work in these clusters"',
    ),
});

type ClusterParams = z.infer<typeof clusterParams>;

function lowerCased(values: string[]): string[] {
  return values.map(value => value.toLocaleLowerCase('en-US'));
}

function inCluster(
  resource: { sourceCluster: string; targetCluster: string },
  params: ClusterParams,
): boolean {
  const clusters = lowerCased(params.clusters);
  const source = clusters.includes(resource.sourceCluster);
  const target = clusters.includes(resource.targetCluster);
  switch (params.side ?? 'both') {
    case 'source':
      return source;
    case 'target':
      return target;
    case 'either':
      return source || target;
    default:
      return source && target;
  }
}

function inClusterQuery(
  params: ClusterParams,
): PermissionCriteria<DirectMigrationFilter> {
  const values = lowerCased(params.clusters);
  const source: DirectMigrationFilter = { key: 'sourceCluster', values };
  const target: DirectMigrationFilter = { key: 'targetCluster', values };
  switch (params.side ?? 'both') {
    case 'source':
      return source;
    case 'target':
      return target;
    case 'either':
      return { anyOf: [source, target] };
    default:
      return { allOf: [source, target] };
  }
}

const isPlanOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow plans made by one of the given users or services',
  resourceRef: directMigrationPlanResourceRef,
  paramsSchema: ownerParams,
  apply: (plan, { owners }) =>
    lowerCased(owners).includes(plan.createdBy.toLocaleLowerCase('en-US')),
  toQuery: ({ owners }) => ({
    key: 'owner' as const,
    values: lowerCased(owners),
  }),
});

const isPlanInCluster = createPermissionRule({
  name: 'IN_CLUSTER',
  description: 'Allow plans from, to or between the given clusters',
  resourceRef: directMigrationPlanResourceRef,
  paramsSchema: clusterParams,
  apply: inCluster,
  toQuery: inClusterQuery,
});

const isMigrationOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow migrations started by one of the given users or services',
  resourceRef: directMigrationMigrationResourceRef,
  paramsSchema: ownerParams,
  apply: (migration, { owners }) =>
    lowerCased(owners).includes(
      migration.initiatedBy.toLocaleLowerCase('en-US'),
    ),
  toQuery: ({ owners }) => ({
    key: 'owner' as const,
    values: lowerCased(owners),
  }),
});

const isMigrationInCluster = createPermissionRule({
  name: 'IN_CLUSTER',
  description: 'Allow migrations from, to or between the given clusters',
  resourceRef: directMigrationMigrationResourceRef,
  paramsSchema: clusterParams,
  apply: inCluster,
  toQuery: inClusterQuery,
});

/**
 * Rules for plans.
 * @public
 */
export const directMigrationPlanRules = {
  isOwner: isPlanOwner,
  inCluster: isPlanInCluster,
};

/**
 * Rules for migrations.
 * @public
 */
export const directMigrationMigrationRules = {
  isOwner: isMigrationOwner,
  inCluster: isMigrationInCluster,
};
