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

// Every page of a portal in which nothing has been migrated yet. Must be the first to run in a new demo.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keepingEvidence } from './lib/keepingEvidence.mjs';
import { openPortal, visit } from './lib/openPortal.mjs';
import { shoot } from './lib/shoot.mjs';

let portal;

before(async () => {
  portal = await openPortal();
});
after(() => portal?.close());

const pages = [
  ['empty-runs', '/migrations', 'No migrations'],
  ['empty-statistics', '/migrations/statistics', 'No migrations in this time'],
  ['empty-audit', '/migrations/audit', 'Nothing has been recorded yet'],
  ['clusters', '/migrations/clusters', /^Ready/],
  ['empty-entity', '/catalog/default/component/shop/migrations', 'No plan yet'],
];
for (const [name, path, text] of pages) {
  test(`${path} tells that there is nothing yet, and is accessible`, () =>
    keepingEvidence(portal.page, name, async () => {
      await visit(portal.page, path);
      await shoot(
        portal.page,
        `10-${name}`,
        portal.page.getByText(text).filter({ visible: true }).first(),
        {
          narrow: true,
        },
      );
      assert.deepEqual(portal.pageErrors, []);
    }));
}

test('/migrations/<id> of a migration that does not exist says so', () =>
  keepingEvidence(portal.page, 'missing', async () => {
    const { page } = portal;
    await visit(page, `/migrations/00000000-0000-4000-8000-000000000000`);
    const alert = page.getByRole('alert');
    await shoot(page, '10-missing-migration', alert, { narrow: true });
    assert.match(await alert.textContent(), /MIGRATION_NOT_FOUND/);
  }));
