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
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  confirmationOf,
  isFinished,
  type Migration,
  type MigrationEvent,
  type MigrationType,
  type PlanInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { directMigrationPlugin } from '../plugin';
import { configOf, entitiesOf, type KnownCluster } from './knownClusters';
import { sqliteFactory } from './sqliteFactory';

const BASE = '/api/direct-migration';

/** A backend with the real plugin, its database in memory, and the given clusters in its catalog. */
export class TestPortal {
  private constructor(private readonly backend: TestBackend) {}

  /** @param more - of `directMigration` in the config */
  static async start(
    clusters: KnownCluster[],
    more: JsonObject = {},
  ): Promise<TestPortal> {
    const data = configOf(clusters);
    Object.assign(data.directMigration as JsonObject, more);
    return new TestPortal(
      await startTestBackend({
        features: [
          directMigrationPlugin,
          sqliteFactory,
          mockServices.rootConfig.factory({ data }),
          catalogServiceMock.factory({ entities: entitiesOf(clusters) }),
        ],
      }),
    );
  }

  async get(path: string): Promise<request.Response> {
    return request(this.backend.server)
      .get(BASE + path)
      .set('Authorization', mockCredentials.user.header());
  }

  async post(path: string, body?: object): Promise<request.Response> {
    return request(this.backend.server)
      .post(BASE + path)
      .set('Authorization', mockCredentials.user.header())
      .send(body);
  }

  /** Stores the plan and starts it. Throws unless both are accepted. */
  async begin(
    plan: PlanInput,
    type: MigrationType = 'stage',
  ): Promise<Migration> {
    const { body } = await this.post('/plans', plan);
    const started = await this.post('/migrations', {
      planId: body.id,
      type,
      confirm: confirmationOf({ type }),
    });
    if (started.status !== 202) {
      throw new Error(JSON.stringify([body, started.body]));
    }
    return started.body;
  }

  async migration(id: string): Promise<Migration> {
    return (await this.get(`/migrations/${id}`)).body;
  }

  async events(id: string): Promise<MigrationEvent[]> {
    return (await this.get(`/migrations/${id}/events?limit=200`)).body.items;
  }

  /** The migration, once it has ended; the test's own timeout is the only limit. */
  async finished(id: string): Promise<Migration> {
    for (;;) {
      const migration = await this.migration(id);
      if (isFinished(migration.state)) {
        return migration;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  async stop(): Promise<void> {
    await this.backend.stop();
  }
}
