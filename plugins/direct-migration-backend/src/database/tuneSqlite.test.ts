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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex from 'knex';
import { tuneSqlite } from './tuneSqlite';

describe('tuneSqlite', () => {
  it('lets a database in a file write ahead', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dm-sqlite-'));
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: join(directory, 'db.sqlite') },
      useNullAsDefault: true,
    });
    try {
      await tuneSqlite(knex);
      expect(await knex.raw('pragma journal_mode')).toEqual([
        { journal_mode: 'wal' },
      ]);
      expect(await knex.raw('pragma synchronous')).toEqual([
        { synchronous: 1 },
      ]);
    } finally {
      await knex.destroy();
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it('says nothing to other databases', async () => {
    const raw = jest.fn();
    await tuneSqlite({ client: { config: { client: 'pg' } }, raw } as never);
    expect(raw).not.toHaveBeenCalled();
  });
});
