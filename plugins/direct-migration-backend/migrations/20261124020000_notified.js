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
      .timestamp('notified_at', { useTz: true, precision: 3 })
      .nullable()
      .comment(
        'When people were told of the end; null while there is nothing to tell, or not yet',
      );
    table.index(['notified_at', 'finished_at'], 'migrations_notified_idx');
  });
  // Nobody wants to hear now of what ended before.
  await knex('migrations')
    .whereNotNull('finished_at')
    .update({ notified_at: knex.ref('finished_at') });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('migrations', table => {
    table.dropIndex(['notified_at', 'finished_at'], 'migrations_notified_idx');
    table.dropColumn('notified_at');
  });
};
