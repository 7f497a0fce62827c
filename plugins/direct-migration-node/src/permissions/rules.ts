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
  createPermissionRule,
  type PermissionResourceRef,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  directMigrationMigrationResourceRef,
  directMigrationPlanResourceRef,
  type DirectMigrationFilter,
  type DirectMigrationPermissionSubject,
} from './resources';

const clusters = z
  .array(z.string())
  .describe('Full entity refs of clusters, for example resource:default/east');

function lowerCased(values: string[]): string[] {
  return values.map(value => value.toLocaleLowerCase('en-US'));
}

function among(values: string[], value: string): boolean {
  return lowerCased(values).includes(value.toLocaleLowerCase('en-US'));
}

function allAmong(values: string[], all: string[]): boolean {
  return all.length > 0 && all.every(value => among(values, value));
}

function filterBy(
  key: DirectMigrationFilter['key'],
  values: string[],
): DirectMigrationFilter {
  return { key, values: lowerCased(values) };
}

function createRules<TType extends string>(
  resourceRef: PermissionResourceRef<
    DirectMigrationPermissionSubject,
    DirectMigrationFilter,
    TType,
    'direct-migration'
  >,
) {
  return {
    isEntityOwner: createPermissionRule({
      name: 'IS_ENTITY_OWNER',
      description: 'Allow what is for an entity that one of the given owns',
      resourceRef,
      paramsSchema: z.object({
        claims: z
          .array(z.string())
          .describe(
            'Entity refs of users and groups, for example the ownership refs of the caller',
          ),
      }),
      apply: ({ entityOwners }, { claims }) =>
        entityOwners.some(owner => among(claims, owner)),
      toQuery: ({ claims }) => filterBy('entityOwner', claims),
    }),
    isInitiator: createPermissionRule({
      name: 'IS_INITIATOR',
      description: 'Allow what one of the given has made or started',
      resourceRef,
      paramsSchema: z.object({
        initiators: z
          .array(z.string())
          .describe('Entity refs of users, or subjects of services'),
      }),
      apply: ({ initiator }, { initiators }) => among(initiators, initiator),
      toQuery: ({ initiators }) => filterBy('initiator', initiators),
    }),
    sourceClusterIn: createPermissionRule({
      name: 'SOURCE_CLUSTER_IN',
      description: 'Allow what comes from one of the given clusters',
      resourceRef,
      paramsSchema: z.object({ clusters }),
      apply: ({ sourceCluster }, params) =>
        among(params.clusters, sourceCluster),
      toQuery: params => filterBy('sourceCluster', params.clusters),
    }),
    targetClusterIn: createPermissionRule({
      name: 'TARGET_CLUSTER_IN',
      description: 'Allow what goes to one of the given clusters',
      resourceRef,
      paramsSchema: z.object({ clusters }),
      apply: ({ targetCluster }, params) =>
        among(params.clusters, targetCluster),
      toQuery: params => filterBy('targetCluster', params.clusters),
    }),
    namespaceIn: createPermissionRule({
      name: 'NAMESPACE_IN',
      description:
        'Allow what neither reads nor writes another namespace than the given ones',
      resourceRef,
      paramsSchema: z.object({
        namespaces: z
          .array(z.string())
          .describe('Names of namespaces, whatever the cluster'),
        side: z
          .enum(['source', 'target', 'both'])
          .optional()
          .describe('Which side has to be in them; `both` if not given'),
      }),
      apply: ({ sourceNamespaces, targetNamespaces }, { namespaces, side }) =>
        (side === 'target' || allAmong(namespaces, sourceNamespaces)) &&
        (side === 'source' || allAmong(namespaces, targetNamespaces)),
      toQuery: ({ namespaces, side }) => {
        const source = filterBy('sourceNamespace', namespaces);
        const target = filterBy('targetNamespace', namespaces);
        if (side === 'source') {
          return source;
        }
        return side === 'target' ? target : { allOf: [source, target] };
      },
    }),
  };
}

/**
 * Rules for plans.
 * @public
 */
export const directMigrationPlanRules = createRules(
  directMigrationPlanResourceRef,
);

/**
 * Rules for migrations.
 * @public
 */
export const directMigrationMigrationRules = createRules(
  directMigrationMigrationResourceRef,
);
