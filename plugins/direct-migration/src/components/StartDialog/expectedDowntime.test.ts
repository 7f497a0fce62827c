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

import { exampleMigration } from '../../../dev/fixtures';
import { expectedDowntime } from './expectedDowntime';

const stage = exampleMigration('succeeded');
const cutover = exampleMigration('succeeded', {
  type: 'cutover',
  finishedAt: '2026-11-20T10:10:01.000Z',
});

describe('expectedDowntime', () => {
  it('is unknown without a run that has succeeded', () => {
    expect(expectedDowntime([])).toBeUndefined();
    expect(expectedDowntime([exampleMigration('failed')])).toBeUndefined();
  });

  it('is at most what the last stage took', () => {
    expect(expectedDowntime([stage])).toEqual({ basis: 'stage', seconds: 119 });
  });

  it('is what the last cutover took, since the application was stopped', () => {
    expect(expectedDowntime([stage, cutover])).toEqual({
      basis: 'cutover',
      seconds: 600,
    });
    const steps = [
      {
        id: 'warm' as const,
        name: 'Warm',
        state: 'succeeded' as const,
        startedAt: cutover.startedAt,
      },
      {
        id: 'quiesce' as const,
        name: 'Quiesce',
        state: 'succeeded' as const,
        startedAt: '2026-11-20T10:09:01.000Z',
      },
    ];
    expect(expectedDowntime([stage, { ...cutover, steps }])).toEqual({
      basis: 'cutover',
      seconds: 60,
    });
  });
});
