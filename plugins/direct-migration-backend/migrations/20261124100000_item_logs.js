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
  await knex.schema.createTable('item_logs', table => {
    table.comment('What the pods of an item wrote, kept when they ended');
    table.bigIncrements('id').notNullable();
    table
      .string('item_id', 36)
      .notNullable()
      .references('id')
      .inTable('items')
      .onDelete('CASCADE');
    table.integer('attempt').notNullable();
    table.string('pod', 253).notNullable();
    table.string('component', 63).notNullable();
    table.boolean('truncated').notNullable();
    table.text('content', 'longtext').notNullable();
    table.timestamp('kept_at', { useTz: true, precision: 3 }).notNullable();
    table.unique(['item_id', 'attempt', 'pod'], {
      indexName: 'item_logs_pod_uniq',
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('item_logs');
};
