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

import type { State } from '@direct-migration/backstage-plugin-direct-migration-common';
import { deriveMigrationState } from './deriveMigrationState';

describe('deriveMigrationState', () => {
  it.each<[State[], boolean, State]>([
    [['queued', 'queued'], false, 'queued'],
    [['queued', 'running'], false, 'running'],
    [['queued', 'succeeded'], false, 'running'],
    [['running', 'failed'], false, 'running'],
    [['running', 'canceling'], false, 'running'],
    [['queued', 'canceling'], true, 'running'],
    [['canceling', 'succeeded'], true, 'canceling'],
    [['canceling', 'canceled'], true, 'canceling'],
    [['succeeded', 'succeeded'], false, 'succeeded'],
    [['succeeded', 'succeeded'], true, 'succeeded'],
    [['succeeded', 'failed'], false, 'partiallyFailed'],
    [['succeeded', 'partiallyFailed'], false, 'partiallyFailed'],
    [['partiallyFailed'], false, 'partiallyFailed'],
    [['partiallyFailed', 'failed'], true, 'partiallyFailed'],
    [['failed', 'failed'], false, 'failed'],
    [['failed'], true, 'failed'],
    [['canceled', 'canceled'], false, 'canceled'],
    [['canceled', 'succeeded'], true, 'canceled'],
    [['canceled', 'failed'], true, 'canceled'],
    [['canceled', 'succeeded'], false, 'partiallyFailed'],
    [['canceled', 'failed'], false, 'failed'],
  ])('%j, canceled as a whole %s: %s', (states, cancelRequested, expected) => {
    expect(deriveMigrationState(states, { cancelRequested })).toBe(expected);
    expect(
      deriveMigrationState([...states].reverse(), { cancelRequested }),
    ).toBe(expected);
  });
});
