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
      .double('weight')
      .notNullable()
      .defaultTo(0)
      .comment('Bytes, as known at the start: the largest begin first');
    table
      .string('node')
      .nullable()
      .comment('Of the source cluster, where a pod has the volume mounted');
    table
      .timestamp('waiting_since', { useTz: true, precision: 3 })
      .nullable()
      .comment('It waits for a cluster, and after a while takes no slot');
    table.index(['lease_until'], 'items_lease_idx');
  });
  await knex.schema.alterTable('migrations', table => {
    table.integer('max_parallel').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('migrations', table => {
    table.dropColumn('max_parallel');
  });
  await knex.schema.alterTable('items', table => {
    table.dropIndex(['lease_until'], 'items_lease_idx');
    table.dropColumn('waiting_since');
    table.dropColumn('node');
    table.dropColumn('weight');
  });
};
