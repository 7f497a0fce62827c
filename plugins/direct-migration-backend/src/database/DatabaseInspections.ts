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
import { withoutNul } from './DatabaseEventsStore';
import type { Inspection, InspectionsStore } from './InspectionsStore';

interface Row {
  claim_uid: string;
  inspected_at: Date;
  inspection: string;
}

/** Older ones say nothing any more. */
const LIFETIME_MS = 30 * 86_400_000;

/** Inspections in the plugin's database. */
export class DatabaseInspections implements InspectionsStore {
  readonly #knex: Knex;
  readonly #now: () => Date;

  constructor(options: { knex: Knex; now: () => Date }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  async keep(claimUid: string, inspection: Inspection): Promise<void> {
    await this.#knex<Row>('volume_inspections')
      .where('inspected_at', '<', this.#oldest())
      .delete();
    await this.#knex<Row>('volume_inspections')
      .insert({
        claim_uid: claimUid,
        inspected_at: inspection.inspectedAt,
        inspection: withoutNul(JSON.stringify(inspection)),
      })
      .onConflict('claim_uid')
      .merge();
  }

  async get(claimUid: string): Promise<Inspection | undefined> {
    const row = await this.#knex<Row>('volume_inspections')
      .where('claim_uid', claimUid)
      .andWhere('inspected_at', '>=', this.#oldest())
      .first();
    if (!row) {
      return undefined;
    }
    const inspection = JSON.parse(row.inspection);
    return { ...inspection, inspectedAt: new Date(inspection.inspectedAt) };
  }

  #oldest(): Date {
    return new Date(this.#now().getTime() - LIFETIME_MS);
  }
}
