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

// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('items', table => {
    table
      .timestamp('kept_until')
      .nullable()
      .index('items_kept_until')
      .comment(
        'When what a failed item was told to keep in the clusters is removed',
      );
  });
  // Until now it was kept for ever: a day from now is as if it had failed just now.
  await knex('items')
    .whereIn('id', tx =>
      tx.select('item_id').from('events').where('type', 'item.kept'),
    )
    .whereIn('state', ['failed', 'partiallyFailed'])
    .update({ kept_until: new Date(Date.now() + 86_400_000) });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index items_kept_until');
  // Knex would make the table anew on SQLite, and what refers to it would go with the old one.
  await knex.raw('alter table items drop column kept_until');
};
