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

import type { Knex } from 'knex';
import {
  createTestDatabases,
  openStores,
} from '../__testUtils__/testDatabases';
import { FakeClock } from '../__testUtils__/FakeClock';
import type { Inspection } from './InspectionsStore';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const DAY_MS = 86_400_000;

describe.each(databases.eachSupportedId())('inspections on %s', databaseId => {
  let clock: FakeClock;
  let knex: Knex;

  beforeEach(async () => {
    clock = new FakeClock();
    knex = await databases.init(databaseId);
  });

  it('keep the last one of a claim, for a month', async () => {
    const { inspections } = await openStores(knex, () => clock.now());
    const inspection: Inspection = {
      question: '["--target-uid","7"]',
      inspectedAt: clock.now(),
      files: 1,
      directories: 2,
      inodes: 4,
      bytes: 5,
      allocatedBytes: 2 ** 45,
      complete: true,
      // A name may hold any byte.
      losses: [{ kind: 'owner', count: 1, examples: ['na\0me'] }],
      notInspected: [],
    };
    await inspections.keep('uid-1', { ...inspection, files: 9 });
    await inspections.keep('uid-1', inspection);
    expect(await inspections.get('uid-1')).toEqual(inspection);
    expect(await inspections.get('uid-2')).toBeUndefined();

    await clock.advance(31 * DAY_MS);
    expect(await inspections.get('uid-1')).toBeUndefined();
    await inspections.keep('uid-2', {
      ...inspection,
      inspectedAt: clock.now(),
    });
    expect(await knex('volume_inspections').pluck('claim_uid')).toEqual([
      'uid-2',
    ]);
  });
});
