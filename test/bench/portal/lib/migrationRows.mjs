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

import { APPLICATIONS, CLUSTERS } from './catalog.mjs';

/** Who does all this. */
export const PEOPLE = [
  'ada',
  'alan',
  'barbara',
  'dennis',
  'edsger',
  'frances',
  'grace',
  'joan',
  'ken',
  'margaret',
];
const STATES = { succeeded: 88, failed: 5, partiallyFailed: 4, canceled: 3 };
const TYPES = { stage: 70, cutover: 26, rollback: 4 };

/**
 * The rows of one migration that has ended, as the backend writes them.
 *
 * @param {import('./Random.mjs').Random} random
 * @param {{ size: number, createdAt: Date }} options - `size`: how many items
 */
export function migrationRows(random, { size, createdAt }) {
  const id = random.uuid();
  const planId = random.uuid();
  const application = APPLICATIONS[random.below(APPLICATIONS.length)];
  const source = random.below(CLUSTERS.length);
  const target =
    (source + 1 + random.below(CLUSTERS.length - 1)) % CLUSTERS.length;
  const type = random.pick(TYPES);
  const state = random.pick(STATES);
  const namespace = application;
  const later = seconds => new Date(createdAt.getTime() + seconds * 1000);
  const finishedAt = later(30 + random.below(3_000));
  const volumes = [];
  const images = [];
  const items = Array.from({ length: size }, (_, position) => {
    const isImage = position % 4 === 3;
    const itemState = state === 'succeeded' || position ? 'succeeded' : state;
    const bytes = random.below(50_000_000_000);
    const spec = isImage
      ? { repository: `${namespace}/image-${position}` }
      : { namespace, name: `volume-${position}`, existing: 'refuse' };
    (isImage ? images : volumes).push(spec);
    const place = isImage
      ? spec
      : { namespace: spec.namespace, name: spec.name };
    const name = isImage ? spec.repository : `${namespace}/${spec.name}`;
    return {
      id: random.uuid(),
      migration_id: id,
      position,
      kind: isImage ? 'image' : 'volume',
      step: 'copy',
      step_order: 0,
      name: `${name} → ${name}`,
      spec: JSON.stringify(spec),
      source: JSON.stringify(place),
      target: JSON.stringify(place),
      state: itemState,
      weight: bytes,
      attempt: 1,
      attempt_limit: 3,
      bytes_done: bytes,
      bytes_total: bytes,
      files_done: random.below(100_000),
      files_total: 100_000,
      bytes_per_second: random.below(200_000_000),
      error:
        itemState === 'succeeded'
          ? null
          : JSON.stringify({
              code: 'NO_SPACE',
              message: `The target volume ${name} is full`,
              hint: 'Ask for a larger one in the plan, then retry.',
            }),
      result: JSON.stringify({
        verification: { mode: 'sampled', files: 100, bytes, mismatchCount: 0 },
      }),
      next_run_at: createdAt,
      started_at: later(5),
      finished_at: finishedAt,
    };
  });
  const plan = {
    id: planId,
    name: `Move ${application} to ${CLUSTERS[target]}`,
    entityRef: `component:default/${application}`,
    sourceCluster: `resource:default/${CLUSTERS[source]}`,
    targetCluster: `resource:default/${CLUSTERS[target]}`,
    namespaces: [{ source: namespace, target: namespace }],
    volumes,
    images,
    options: { maxAttempts: 3 },
  };
  const checks = volumes.slice(0, 5).map(({ name }) => ({
    id: 'volume.mounted',
    level: 'info',
    subject: name,
    message: `The volume is mounted by pod ${name}-0.`,
  }));
  return {
    migration: {
      id,
      plan_id: planId,
      plan_name: plan.name,
      type,
      state,
      entity_ref: plan.entityRef,
      source_cluster: plan.sourceCluster,
      target_cluster: plan.targetCluster,
      plan: JSON.stringify(plan),
      preflight: JSON.stringify({ blocked: false, checks }),
      initiated_by: `user:default/${PEOPLE[random.below(PEOPLE.length)]}`,
      created_at: createdAt,
      started_at: later(1),
      finished_at: finishedAt,
      bytes_done: items.reduce((sum, item) => sum + item.bytes_done, 0),
      // Nobody is to be told of what is a year old.
      notified_at: finishedAt,
    },
    namespaces: ['source', 'target'].map(side => ({
      migration_id: id,
      side,
      namespace,
    })),
    items,
    events: [
      'migration.created',
      'item.started',
      'item.ended',
      'migration.ended',
    ].map((name, step) => ({
      migration_id: id,
      item_id: name.startsWith('item') ? items[0].id : null,
      time: later(step * 5),
      level: state === 'succeeded' ? 'info' : 'warn',
      type: name,
      message: `What happened in step ${step} of ${plan.name}`,
    })),
  };
}
