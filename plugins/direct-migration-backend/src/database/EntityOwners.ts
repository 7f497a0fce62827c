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

/**
 * Who owns the entities that plans are for, as the catalog last said it. A copy, so that lists can be narrowed by owner
 * in the database.
 */
export class EntityOwners {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Entity refs in lower case; none for an entity that nothing is known of. */
  async of(entityRef: string | undefined): Promise<string[]> {
    if (!entityRef) {
      return [];
    }
    const rows = await this.#knex('entity_owners')
      .where('entity_ref', entityRef)
      .orderBy('owner');
    return rows.map(({ owner }) => owner);
  }

  /** Whoever owned it before does so no longer. */
  async set(entityRef: string, owners: string[]): Promise<void> {
    const rows = [
      ...new Set(owners.map(owner => owner.toLocaleLowerCase('en-US'))),
    ].map(owner => ({ entity_ref: entityRef, owner }));
    await this.#knex.transaction(async tx => {
      await tx('entity_owners')
        .where('entity_ref', entityRef)
        .whereNotIn(
          'owner',
          rows.map(({ owner }) => owner),
        )
        .delete();
      if (rows.length > 0) {
        await tx('entity_owners')
          .insert(rows)
          .onConflict(['entity_ref', 'owner'])
          .ignore();
      }
    });
  }

  /** Every entity that a plan or a migration is for. */
  async entityRefs(): Promise<string[]> {
    const refs = (table: string) =>
      this.#knex(table).whereNotNull('entity_ref').select('entity_ref');
    const rows = await refs('plans').union(refs('migrations'));
    return rows.map(({ entity_ref }) => entity_ref).sort();
  }
}
