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
  await knex.schema.createTable('audit', table => {
    table.comment(
      'Who did what; rows are appended and completed once, never changed after that',
    );
    table.bigIncrements('id').notNullable();
    table.timestamp('time', { useTz: true, precision: 3 }).notNullable();
    table
      .string('actor')
      .notNullable()
      .comment('Entity ref of the user, or subject of the service');
    table
      .string('action', 50)
      .notNullable()
      .comment('For example migration.start');
    table
      .string('result', 20)
      .nullable()
      .comment(
        'succeeded, refused or failed; null: the backend ended before the call did',
      );
    table.string('plan_id', 36).nullable();
    table.string('plan_name', 100).nullable();
    table.string('migration_id', 36).nullable();
    table.string('migration_type', 20).nullable();
    table.string('item_id', 36).nullable();
    table.string('entity_ref').nullable();
    table.string('source_cluster').nullable();
    table.string('target_cluster').nullable();
    table.string('error_code', 100).nullable();
    table.text('message').nullable();
    table.index(['time', 'id'], 'audit_time_idx');
    table.index(['actor', 'id'], 'audit_actor_idx');
    table.index(['action', 'id'], 'audit_action_idx');
    table.index(['plan_id', 'id'], 'audit_plan_idx');
    table.index(['migration_id', 'id'], 'audit_migration_idx');
    table.index(['source_cluster', 'id'], 'audit_source_idx');
    table.index(['target_cluster', 'id'], 'audit_target_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit');
};
