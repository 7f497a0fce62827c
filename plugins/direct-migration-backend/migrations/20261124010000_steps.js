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
    table.text('options').nullable().comment('JSON: MigrationOptions');
  });
  await knex.schema.alterTable('items', table => {
    table.string('step', 20).notNullable().defaultTo('copy');
    table
      .integer('step_order')
      .notNullable()
      .defaultTo(0)
      .comment('Nothing begins before all that is lower has succeeded');
  });
  await knex.schema.createTable('stopped_workloads', table => {
    table.comment(
      'Workloads of source clusters, as they were before a cutover',
    );
    table.string('id', 36).primary().notNullable();
    table
      .string('migration_id', 36)
      .notNullable()
      .references('id')
      .inTable('migrations')
      .onDelete('CASCADE');
    table.string('plan_id', 36).notNullable();
    table.string('cluster').notNullable();
    table.string('kind', 40).notNullable();
    table.string('namespace', 63).notNullable();
    table.string('name').notNullable();
    table.string('uid', 64).notNullable();
    table
      .text('original')
      .notNullable()
      .comment('JSON: the fields that were changed, with their values before');
    table
      .bigInteger('generation')
      .nullable()
      .comment('Of the object right after it was stopped');
    table.timestamp('recorded_at', { useTz: true, precision: 3 }).notNullable();
    table.timestamp('stopped_at', { useTz: true, precision: 3 }).nullable();
    table.timestamp('restored_at', { useTz: true, precision: 3 }).nullable();
    table.unique(['migration_id', 'uid'], {
      indexName: 'stopped_workloads_uniq',
    });
    table.index(['plan_id', 'restored_at'], 'stopped_workloads_plan_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('stopped_workloads');
  await knex.schema.alterTable('items', table => {
    table.dropColumn('step');
    table.dropColumn('step_order');
  });
  await knex.schema.alterTable('migrations', table => {
    table.dropColumn('options');
  });
};
