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

/** SQLite knows no row locks: a writer locks its whole database. */
function hasRowLocks(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * Locks the rows of a query until the transaction ends, waiting for whoever holds them. Not against rows that refer to
 * them: appending an event while another transaction holds its migration would otherwise deadlock.
 */
export function lockRows<T extends Knex.QueryBuilder>(
  tx: Knex.Transaction,
  query: T,
): T {
  return hasRowLocks(tx) ? (query.forNoKeyUpdate() as T) : query;
}

/** Locks the rows of a query and passes over those that somebody else holds. */
export function lockFreeRows<T extends Knex.QueryBuilder>(
  tx: Knex.Transaction,
  query: T,
): T {
  return hasRowLocks(tx) ? (query.forUpdate().skipLocked() as T) : query;
}

/** Until the transaction ends, no other transaction of the same name runs. SQLite has one writer anyway. */
export async function runAlone(
  tx: Knex.Transaction,
  name: string,
): Promise<void> {
  if (hasRowLocks(tx)) {
    await tx.raw('select pg_advisory_xact_lock(hashtext(?))', [
      `direct-migration ${name}`,
    ]);
  }
}

/** SQL for a timestamp column as seconds since 1970; SQLite stores milliseconds. */
export function epochSeconds(knex: Knex, column: string): string {
  return hasRowLocks(knex)
    ? // A floating-point number, quicker to reckon with than the decimals of `extract`.
      `date_part('epoch', ${column})`
    : `(${column} / 1000.0)`;
}
