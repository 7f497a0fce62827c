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
  isFinished,
  type Item,
  type MigrationStep,
  type MigrationType,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { STEP_NAMES, stepsOf } from './stepsOf';

/** The steps of a migration as they follow from its items; those without items are left out. */
export function describeSteps(
  type: MigrationType,
  items: Item[],
): MigrationStep[] {
  return stepsOf(type).flatMap(id => {
    const members = items.filter(({ step }) => step === id);
    return members.length === 0 ? [] : [describe(id, members)];
  });
}

function describe(id: MigrationStep['id'], items: Item[]): MigrationStep {
  const state = stateOf(items);
  const times = (values: Array<string | undefined>) =>
    values.filter((value): value is string => value !== undefined).sort();
  const startedAt = times(items.map(item => item.startedAt))[0];
  const ended = items.every(item => isFinished(item.state));
  const finishedAt = ended
    ? times(items.map(item => item.finishedAt)).pop()
    : undefined;
  const failed = items.find(
    item => item.error && item.state !== 'succeeded' && item.attempts > 0,
  );
  const waiting = items.find(item => item.waitingFor);
  const message =
    failed?.error?.message ?? (ended ? undefined : waiting?.waitingFor);
  return {
    id,
    name: STEP_NAMES[id],
    state,
    ...(startedAt && { startedAt }),
    ...(finishedAt && state !== 'skipped' && { finishedAt }),
    ...(message && { message }),
  };
}

function stateOf(items: Item[]): MigrationStep['state'] {
  const has = (state: Item['state']) =>
    items.some(item => item.state === state);
  if (items.some(item => !isFinished(item.state))) {
    return items.every(item => item.state === 'queued') ? 'pending' : 'running';
  }
  if (items.every(item => item.state === 'succeeded')) {
    return 'succeeded';
  }
  if (items.every(item => item.state === 'canceled' && item.attempts === 0)) {
    return 'skipped';
  }
  if (has('failed')) {
    return 'failed';
  }
  return has('canceled') ? 'canceled' : 'partiallyFailed';
}
