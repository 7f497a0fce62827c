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
  await knex.schema.alterTable('migrations', table => {
    table
      .double('bytes_done')
      .nullable()
      .comment('Of all items, once it has ended: runs are sorted by it');
  });
  await knex('migrations')
    .whereNotNull('finished_at')
    .update({
      bytes_done: knex.raw(
        '(select coalesce(sum(items.bytes_done), 0) from items where items.migration_id = migrations.id)',
      ),
    });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Knex would make the table anew on SQLite, and what refers to it would go with the old one.
  await knex.raw('alter table migrations drop column bytes_done');
};
