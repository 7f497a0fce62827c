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

import type { Knex } from 'knex';
import { v4 as uuid } from 'uuid';
import type { StoredTime } from './rows';
import type { StoppedWorkload, StoppedWorkloadsStore } from './StoppedWorkload';

interface Row {
  id: string;
  migration_id: string;
  plan_id: string;
  cluster: string;
  kind: string;
  namespace: string;
  name: string;
  uid: string;
  original: string;
  generation: number | string | null;
  recorded_at: StoredTime;
  stopped_at: StoredTime | null;
  restored_at: StoredTime | null;
}

/** Stopped workloads in the plugin's database. */
export class DatabaseStoppedWorkloads implements StoppedWorkloadsStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  async record(
    workload: Omit<StoppedWorkload, 'stopped' | 'generation'>,
  ): Promise<StoppedWorkload> {
    const { migrationId, uid } = workload;
    const fresh = {
      plan_id: workload.planId,
      cluster: workload.cluster,
      kind: workload.kind,
      namespace: workload.namespace,
      name: workload.name,
      original: JSON.stringify(workload.original),
      recorded_at: this.#now(),
      generation: null,
      stopped_at: null,
      restored_at: null,
    };
    await this.#knex<Row>('stopped_workloads')
      .insert({ id: uuid(), migration_id: migrationId, uid, ...fresh })
      .onConflict(['migration_id', 'uid'])
      .ignore();
    // A cutover that is retried stops what its first run had started again.
    await this.#one({ migrationId, uid })
      .andWhere(open =>
        open.whereNotNull('restored_at').orWhereNull('stopped_at'),
      )
      .update(fresh);
    return toWorkload(await this.#one({ migrationId, uid }).first());
  }

  async markStopped(
    key: Pick<StoppedWorkload, 'migrationId' | 'uid'>,
    options: { generation: number | undefined },
  ): Promise<void> {
    await this.#one(key).update({
      stopped_at: this.#now(),
      generation: options.generation ?? null,
    });
  }

  async markRestored(
    key: Pick<StoppedWorkload, 'migrationId' | 'uid'>,
  ): Promise<void> {
    await this.#one(key).update({ restored_at: this.#now() });
  }

  async list(
    of: { migrationId: string } | { planId: string },
  ): Promise<StoppedWorkload[]> {
    const rows = await this.#knex<Row>('stopped_workloads')
      .where(
        'planId' in of
          ? { plan_id: of.planId }
          : { migration_id: of.migrationId },
      )
      .whereNull('restored_at')
      .orderBy('recorded_at', 'asc')
      .orderBy('id', 'asc');
    return rows.map(toWorkload);
  }

  #one(
    key: Pick<StoppedWorkload, 'migrationId' | 'uid'>,
  ): Knex.QueryBuilder<Row, any> {
    return this.#knex<Row>('stopped_workloads').where({
      migration_id: key.migrationId,
      uid: key.uid,
    });
  }
}

function toWorkload(row: Row): StoppedWorkload {
  return {
    migrationId: row.migration_id,
    planId: row.plan_id,
    cluster: row.cluster,
    kind: row.kind,
    namespace: row.namespace,
    name: row.name,
    uid: row.uid,
    original: JSON.parse(row.original),
    ...(row.generation !== null && { generation: Number(row.generation) }),
    stopped: row.stopped_at !== null,
  };
}
