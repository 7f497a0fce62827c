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
  await knex.schema.createTable('plans', table => {
    table.comment('What to move; reusable');
    table.string('id', 36).primary().notNullable();
    table.string('name', 100).notNullable();
    table.text('description').nullable();
    table.string('entity_ref').nullable();
    table.string('source_cluster').notNullable();
    table.string('target_cluster').notNullable();
    table
      .text('content', 'longtext')
      .notNullable()
      .comment('JSON: namespaces, volumes, images, options');
    table.string('created_by').notNullable();
    table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
    table.timestamp('updated_at', { useTz: true, precision: 3 }).notNullable();
    table.index(['created_at', 'id'], 'plans_created_idx');
    table.index(['entity_ref'], 'plans_entity_ref_idx');
  });

  await knex.schema.createTable('migrations', table => {
    table.comment('One run of a plan');
    table.string('id', 36).primary().notNullable();
    table
      .string('plan_id', 36)
      .notNullable()
      .comment('Not a foreign key: runs outlive their plan');
    table.string('plan_name', 100).notNullable();
    table.string('type', 20).notNullable();
    table.string('state', 20).notNullable();
    table.string('entity_ref').nullable();
    table.string('source_cluster').notNullable();
    table.string('target_cluster').notNullable();
    table
      .text('plan', 'longtext')
      .notNullable()
      .comment('JSON: the plan as it was at the start');
    table.text('preflight', 'longtext').nullable().comment('JSON');
    table.string('initiated_by').notNullable();
    table.string('idempotency_key').nullable();
    table.boolean('cancel_requested').notNullable().defaultTo(false);
    table.timestamp('created_at', { useTz: true, precision: 3 }).notNullable();
    table.timestamp('started_at', { useTz: true, precision: 3 }).nullable();
    table.timestamp('finished_at', { useTz: true, precision: 3 }).nullable();
    table.unique(['initiated_by', 'idempotency_key'], {
      indexName: 'migrations_idempotency_uniq',
    });
    table.index(['created_at', 'id'], 'migrations_created_idx');
    table.index(['plan_id', 'state'], 'migrations_plan_idx');
    table.index(['entity_ref', 'created_at'], 'migrations_entity_ref_idx');
  });

  await knex.schema.createTable('items', table => {
    table.comment('One volume or image repository of a migration');
    table.string('id', 36).primary().notNullable();
    table
      .string('migration_id', 36)
      .notNullable()
      .references('id')
      .inTable('migrations')
      .onDelete('CASCADE');
    table.integer('position').notNullable();
    table.string('kind', 10).notNullable();
    table.text('name').notNullable();
    table.text('spec').notNullable().comment('JSON: the entry of the plan');
    table.text('source').notNullable().comment('JSON');
    table.text('target').notNullable().comment('JSON');
    table.string('state', 20).notNullable();
    table
      .string('outcome', 20)
      .nullable()
      .comment(
        'Decided but not final: clean-up comes first. succeeded, partiallyFailed, failed or retry',
      );
    table.text('phase').nullable();
    table.text('waiting_for').nullable();
    table.integer('attempt').notNullable().defaultTo(0);
    table
      .integer('attempt_limit')
      .notNullable()
      .comment('No attempt has a higher number; a retry by a person raises it');
    table.double('bytes_done').nullable();
    table.double('bytes_total').nullable();
    table.double('files_done').nullable();
    table.double('files_total').nullable();
    table.double('bytes_per_second').nullable();
    table.double('eta_seconds').nullable();
    table.text('error').nullable().comment('JSON');
    table.text('result', 'longtext').nullable().comment('JSON');
    table
      .text('memo', 'longtext')
      .nullable()
      .comment('JSON: what the engine keeps between two steps of an attempt');
    table.boolean('cancel_requested').notNullable().defaultTo(false);
    table.string('lease_token', 36).nullable();
    table.timestamp('lease_until', { useTz: true, precision: 3 }).nullable();
    table.timestamp('next_run_at', { useTz: true, precision: 3 }).notNullable();
    table.timestamp('deadline_at', { useTz: true, precision: 3 }).nullable();
    table
      .timestamp('cleanup_deadline_at', { useTz: true, precision: 3 })
      .nullable();
    table.timestamp('started_at', { useTz: true, precision: 3 }).nullable();
    table.timestamp('finished_at', { useTz: true, precision: 3 }).nullable();
    table.unique(['migration_id', 'position'], {
      indexName: 'items_position_uniq',
    });
    table.index(['state', 'next_run_at'], 'items_claim_idx');
  });

  await knex.schema.createTable('events', table => {
    table.comment('What happened in a migration');
    table.bigIncrements('id').notNullable();
    table
      .string('migration_id', 36)
      .notNullable()
      .references('id')
      .inTable('migrations')
      .onDelete('CASCADE');
    table.string('item_id', 36).nullable();
    table.timestamp('time', { useTz: true, precision: 3 }).notNullable();
    table.string('level', 5).notNullable();
    table.string('type', 100).notNullable();
    table.text('message').notNullable();
    table.index(['migration_id', 'id'], 'events_migration_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('events');
  await knex.schema.dropTable('items');
  await knex.schema.dropTable('migrations');
  await knex.schema.dropTable('plans');
};
