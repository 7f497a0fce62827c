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

import type { Entity } from '@backstage/catalog-model';
import type {
  ImageRepository,
  Namespace,
  Plan,
  Preflight,
  PreflightCheck,
  Volume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ClusterConnection } from '../clusters/types';
import type { ClusterServices } from '../createDirectMigrationPlugin';
import { MigrationError } from '../errors/MigrationError';
import type { LiveLogsResult } from '../logs/LiveLogs';
import { FakeEngine } from './FakeEngine';

/** Clusters east and west of the fake inventory, and an application. */
export const fakeEntities: Entity[] = [
  ...['east', 'west'].map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name, namespace: 'default' },
    spec: { type: 'kubernetes-cluster', owner: 'guests' },
  })),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'shop', namespace: 'default' },
    spec: { type: 'service', owner: 'guests', lifecycle: 'production' },
  },
];

/** Access to two clusters that exist only here. */
export class FakeClusterServices implements ClusterServices {
  readonly engines = {
    volume: new FakeEngine(),
    image: new FakeEngine(),
    workload: new FakeEngine(),
  };
  readonly volumes: Volume[] = [
    {
      namespace: 'shop',
      name: 'data',
      phase: 'Bound',
      accessModes: ['ReadWriteOnce'],
      supported: true,
    },
  ];
  checks: PreflightCheck[] = [];
  /** Set to make every cluster fail on connecting. */
  connectError: MigrationError | undefined;

  readonly inventory: ClusterServices['inventory'] = {
    list: async () =>
      ['east', 'west'].map(name => ({
        entityRef: `resource:default/${name}`,
        name,
        usable: true,
        problems: [],
      })),
    connect: async entityRef => {
      if (!/^resource:default\/(east|west)$/.test(entityRef)) {
        throw new MigrationError({
          code: 'CLUSTER_UNKNOWN',
          kind: 'NotFoundError',
          message: `There is no cluster '${entityRef}'`,
        });
      }
      if (this.connectError) {
        throw this.connectError;
      }
      const empty = { list: async () => [] as never[] };
      return {
        entityRef,
        client: empty as object,
        registry: async () => ({
          externalHost: 'registry.test',
          internalHost: 'registry.test',
          hosts: ['registry.test'],
        }),
        capabilities: async () => ({ storageClasses: [] as never[] }),
      } as unknown as ClusterConnection;
    },
  };

  readonly inspector: ClusterServices['inspector'] = {
    namespaces: async (): Promise<Namespace[]> => [{ name: 'shop' }],
    volumes: async (_connection, namespace) =>
      this.volumes.filter(volume => volume.namespace === namespace),
    images: async (): Promise<ImageRepository[]> => [
      { repository: 'shop/web', supported: true },
    ],
  };

  /** What pods have written up to now. */
  live: LiveLogsResult = { logs: [], problems: [] };
  readonly liveLogs: ClusterServices['liveLogs'] = {
    read: async () => this.live,
  };

  readonly preflight: ClusterServices['preflight'] = {
    check: async (_plan: Plan): Promise<Preflight> => ({
      checks: this.checks,
      blocked: this.checks.some(check => check.level === 'block'),
    }),
  };
}
