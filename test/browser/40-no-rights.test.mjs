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

// Somebody who is in no team, in a portal where teams migrate what they own: sees nothing, and can do nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BenchPortal } from '../bench/portal/lib/BenchPortal.mjs';
import { fill } from '../bench/portal/lib/fill.mjs';
import { keepingEvidence } from './lib/keepingEvidence.mjs';
import { openPortal, visit } from './lib/openPortal.mjs';
import { shoot } from './lib/shoot.mjs';

const portal = new BenchPortal({
  config: {
    demo: { policy: 'teams' },
    auth: {
      providers: {
        guest: {
          userEntityRef: 'user:default/stranger',
          dangerouslyAllowOutsideDevelopment: true,
        },
      },
    },
  },
});
let browser;
let page;
let there;

before(async () => {
  await portal.start();
  there = await portal.withDatabase(knex =>
    fill(knex, { scale: 0.002, now: new Date() }),
  );
  browser = await openPortal();
  page = browser.page;
});
after(async () => {
  await browser?.close();
  await portal.stop();
  portal.close();
});

/** Nothing of what is there is on the page. What the catalog shows, as in the filters, is the catalog's business. */
async function assertNothingShown() {
  const text = await page.locator('body').innerText();
  assert.doesNotMatch(text, /Move \S+ to \S+/);
}

for (const [name, path, message] of [
  ['runs', '/migrations', /NOT_ALLOWED/],
  ['statistics', '/migrations/statistics', /NOT_ALLOWED/],
  ['clusters', '/migrations/clusters', /NOT_ALLOWED/],
  ['audit', '/migrations/audit', /You may not read the audit trail/],
]) {
  test(`is told on the page of ${name} that it is not for them`, () =>
    keepingEvidence(page, `no-rights-${name}`, async () => {
      await visit(page, path, portal.url);
      const told = page.getByText(message).first();
      await shoot(page, `40-${name}`, told);
      await assertNothingShown();
      const navigation = page.getByRole('navigation', {
        name: 'Content navigation',
      });
      assert.equal(
        await navigation.getByRole('link', { name: 'Audit' }).count(),
        0,
      );
      assert.equal(
        await page.getByRole('link', { name: /New migration/ }).count(),
        0,
      );
    }));
}

test('learns of a migration no more than of one that is not there', () =>
  keepingEvidence(page, 'no-rights-detail', async () => {
    const codes = [];
    for (const id of [there.usual.id, 'none']) {
      await visit(page, `/migrations/${id}`, portal.url);
      const alert = page.getByRole('alert').first();
      await alert.waitFor();
      codes.push((await alert.innerText()).replaceAll(id, '<id>'));
      await assertNothingShown();
      assert.equal(
        await page.getByRole('button', { name: /Cancel|Retry/ }).count(),
        0,
      );
    }
    assert.match(codes[0], /MIGRATION_NOT_FOUND/);
    assert.equal(codes[0], codes[1]);
  }));

test('has nothing to press on the pages of the catalog', () =>
  keepingEvidence(page, 'no-rights-entity', async () => {
    const [, application] = there.usual.entity_ref.split('/');
    await visit(
      page,
      `/catalog/default/component/${application}/migrations`,
      portal.url,
    );
    const alert = page.getByRole('alert').first();
    await alert.waitFor();
    await shoot(page, '40-application', alert, { isOurs: true });
    const text = await page.locator('main').last().innerText();
    assert.doesNotMatch(text, /Move \S+ to \S+/);
    assert.equal(
      await page
        .getByRole('button', { name: /^(Stage|Cutover|Rollback|Cancel|Retry)/ })
        .count(),
      0,
    );
    assert.deepEqual(browser.pageErrors, []);
  }));
