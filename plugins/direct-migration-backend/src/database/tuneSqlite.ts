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

/**
 * Lets SQLite write ahead (`journal_mode=WAL`, `synchronous=NORMAL`; https://www.sqlite.org/wal.html): it runs in our
 * process, which stands still while it waits for the disk, and a disk that a copy keeps busy takes long. A backend that is
 * killed loses nothing by it. A machine that loses its power may lose the last moments; what the clusters hold is found again by
 * its labels. Other databases are left alone.
 */
export async function tuneSqlite(knex: Knex): Promise<void> {
  if (/sqlite/.test(String(knex.client.config.client))) {
    await knex.raw('pragma journal_mode = wal');
    await knex.raw('pragma synchronous = normal');
  }
}
