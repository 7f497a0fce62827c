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

const CHUNK = 200;

/**
 * What a plan reads and writes, as it was known when these tables came to be.
 * @param {any} plan
 */
function namespacesOf(plan) {
  const mapped = new Map(
    plan.namespaces.map((/** @type {any} */ n) => [n.source, n.target]),
  );
  const first = (/** @type {string} */ repository) => repository.split('/')[0];
  const source = new Set(mapped.keys());
  const target = new Set(mapped.values());
  for (const { namespace } of plan.volumes ?? []) {
    source.add(namespace);
    target.add(mapped.get(namespace) ?? namespace);
  }
  for (const { repository, targetRepository } of plan.images ?? []) {
    source.add(first(repository));
    target.add(
      targetRepository
        ? first(targetRepository)
        : mapped.get(first(repository)) ?? first(repository),
    );
  }
  return [
    ...[...source].map(namespace => ({ side: 'source', namespace })),
    ...[...target].map(namespace => ({ side: 'target', namespace })),
  ];
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('entity_owners', table => {
    table.comment('Who owns the entities of plans; a copy of the catalog');
    table.string('entity_ref').notNullable();
    table.string('owner').notNullable();
    table.primary(['entity_ref', 'owner']);
  });
  for (const [owner, column, content] of [
    ['plans', 'plan_id', 'content'],
    ['migrations', 'migration_id', 'plan'],
  ]) {
    const name = `${column.replace('_id', '')}_namespaces`;
    await knex.schema.createTable(name, table => {
      table.comment('What it reads (source) and writes (target)');
      table
        .string(column, 36)
        .notNullable()
        .references('id')
        .inTable(owner)
        .onDelete('CASCADE');
      table.string('side', 6).notNullable().comment('source or target');
      table.string('namespace').notNullable();
      table.primary([column, 'side', 'namespace']);
    });
    let last = '';
    for (;;) {
      const rows = await knex(owner)
        .where('id', '>', last)
        .orderBy('id')
        .limit(CHUNK)
        .select('id', content);
      if (rows.length === 0) {
        break;
      }
      last = rows[rows.length - 1].id;
      const namespaces = rows.flatMap(row =>
        namespacesOf(JSON.parse(row[content])).map(each => ({
          [column]: row.id,
          ...each,
        })),
      );
      for (let start = 0; start < namespaces.length; start += CHUNK) {
        await knex(name).insert(namespaces.slice(start, start + CHUNK));
      }
    }
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('migration_namespaces');
  await knex.schema.dropTable('plan_namespaces');
  await knex.schema.dropTable('entity_owners');
};
