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

import {
  planTargets,
  type Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';

/** What a plan or a migration reads and writes. */
export interface PermissionNamespaces {
  sourceNamespaces: string[];
  targetNamespaces: string[];
}

/** Rows per INSERT; SQLite allows 32,766 values in one statement. */
const INSERT_CHUNK = 200;

/**
 * Whatever a plan names counts: an image can be given a target of its own, and is in no namespace of the plan then. The
 * first part of a repository's name is its namespace, as in OpenShift's registry.
 */
export function namespacesOf(
  plan: Pick<Plan, 'namespaces' | 'volumes' | 'images'>,
): PermissionNamespaces {
  const targets = planTargets(plan);
  const first = (repository: string) => repository.split('/')[0];
  return {
    sourceNamespaces: unique([
      ...plan.namespaces.map(({ source }) => source),
      ...plan.volumes.map(({ namespace }) => namespace),
      ...plan.images.map(({ repository }) => first(repository)),
    ]),
    targetNamespaces: unique([
      ...plan.namespaces.map(({ target }) => target),
      ...targets.volumes.map(({ namespace }) => namespace),
      ...targets.images.map(first),
    ]),
  };
}

/** Replaces what is stored for a plan or a migration. */
export async function storeNamespaces(
  tx: Knex.Transaction,
  kind: 'plan' | 'migration',
  id: string,
  plan: Pick<Plan, 'namespaces' | 'volumes' | 'images'>,
): Promise<void> {
  const { sourceNamespaces, targetNamespaces } = namespacesOf(plan);
  const column = `${kind}_id`;
  const table = `${kind}_namespaces`;
  const rows = [
    ...sourceNamespaces.map(namespace => ({ side: 'source', namespace })),
    ...targetNamespaces.map(namespace => ({ side: 'target', namespace })),
  ].map(row => ({ [column]: id, ...row }));
  await tx(table).where(column, id).delete();
  for (let start = 0; start < rows.length; start += INSERT_CHUNK) {
    await tx(table).insert(rows.slice(start, start + INSERT_CHUNK));
  }
}

/** What is stored for a migration. */
export async function namespacesOfMigration(
  knex: Knex,
  migrationId: string,
): Promise<PermissionNamespaces> {
  const rows = await knex('migration_namespaces').where(
    'migration_id',
    migrationId,
  );
  const of = (side: string) =>
    rows.filter(row => row.side === side).map(({ namespace }) => namespace);
  return { sourceNamespaces: of('source'), targetNamespaces: of('target') };
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
