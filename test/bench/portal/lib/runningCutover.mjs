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

import { migrationRows } from './migrationRows.mjs';
import { Random } from './Random.mjs';

const GB = 1e9;
const VOLUMES = [
  ['shop-files', 41 * GB, 38.2 * GB],
  ['shop-database', 12.4 * GB, 12.4 * GB],
  ['shop-search', 6.1 * GB, 2.7 * GB],
];
const IMAGES = ['shop-files/web', 'shop-files/worker'];

/** Stores a cutover in the middle of its final copy, as a picture wants it. No worker touches it. */
export async function runningCutover(knex, { now }) {
  const ago = minutes => new Date(now.getTime() - minutes * 60_000);
  const later = new Date(now.getTime() + 86_400_000);
  const { migration, items: some } = migrationRows(new Random(7), {
    size: 1,
    createdAt: ago(14),
  });
  const run = {
    ...migration,
    plan_name: 'Move shop to dublin',
    type: 'cutover',
    state: 'running',
    entity_ref: 'component:default/shop-files',
    source_cluster: 'resource:default/frankfurt',
    target_cluster: 'resource:default/dublin',
    initiated_by: 'user:default/ada',
    finished_at: null,
    notified_at: null,
  };
  const item = (position, rest) => ({
    ...some[0],
    id: `${run.id.slice(0, 34)}${String(position).padStart(2, '0')}`,
    migration_id: run.id,
    position,
    error: null,
    ...rest,
  });
  const name = text => ({
    name: `${text} → ${text}`,
    source: JSON.stringify({ namespace: 'shop', name: text }),
    target: JSON.stringify({ namespace: 'shop', name: text }),
  });
  const measured = (done, total, files) => ({
    bytes_done: done,
    bytes_total: total,
    files_done: Math.round((files * done) / total),
    files_total: files,
  });
  const ended = (step, order, minutes) => ({
    step,
    step_order: order,
    state: 'succeeded',
    started_at: ago(minutes),
    finished_at: ago(minutes - 4),
    bytes_per_second: null,
  });
  const items = [
    ...VOLUMES.map(([volume, total]) => ({
      kind: 'volume',
      ...name(`shop/${volume}`),
      ...measured(total, total, 48_211),
      ...ended('warm', 0, 13),
    })),
    ...IMAGES.map(image => ({
      kind: 'image',
      ...name(image),
      ...measured(0.4 * GB, 0.4 * GB, 23),
      ...ended('warm', 0, 13),
    })),
    {
      kind: 'workload',
      ...name('Stop the application'),
      name: 'Stop the application',
      ...ended('quiesce', 1, 6),
      finished_at: ago(3),
      bytes_done: null,
      bytes_total: null,
      files_done: null,
      files_total: null,
      result: null,
    },
    ...VOLUMES.map(([volume, total, done]) => ({
      kind: 'volume',
      ...name(`shop/${volume}`),
      ...measured(done, total, 48_211),
      step: 'final',
      step_order: 2,
      state: 'running',
      phase: done === total ? 'verifying' : 'copying',
      started_at: ago(3),
      finished_at: null,
      result: null,
      bytes_per_second: done === total ? null : 182e6,
      eta_seconds: done === total ? null : (total - done) / 182e6,
      lease_token: 'picture',
      lease_until: later,
      next_run_at: later,
    })),
  ].map((rest, position) => item(position, rest));
  await knex('migrations').insert(run);
  await knex('items').insert(items);
  await knex('events').insert(
    [
      [14, 'migration.created', 'Started by user:default/ada with 9 item(s)'],
      [6, 'item.phase', 'Stop the application: stopping'],
      [
        3,
        'item.succeeded',
        'Nobody writes any more: Deployment shop/web, StatefulSet shop/database',
      ],
      [
        3,
        'item.started',
        'shop/shop-files → shop/shop-files: attempt 1 begins',
      ],
    ].map(([minutes, type, message]) => ({
      migration_id: run.id,
      time: ago(minutes),
      level: 'info',
      type,
      message,
    })),
  );
  return run;
}
