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

// An application team moves its application: template, card, list, details, and its tab on the application's page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keepingEvidence as keep } from './lib/keepingEvidence.mjs';
import { BASE_URL, openPortal, visit } from './lib/openPortal.mjs';
import { shoot as shootPage } from './lib/shoot.mjs';

const PLAN = 'shop to west';
const CATALOG_TIMEOUT_MS = 90_000;
const MIGRATION_TIMEOUT_MS = 180_000;

let portal;
let page;
let step = 0;
let hasFailed = false;

before(async () => {
  portal = await openPortal();
  page = portal.page;
});
after(() => portal?.close());

async function shoot(name, until, options) {
  step += 1;
  await shootPage(
    page,
    `20-${String(step).padStart(2, '0')}-${name}`,
    until,
    options,
  );
}

async function keepingEvidence(t, name, run) {
  if (hasFailed) {
    t.skip('an earlier step failed');
    return;
  }
  try {
    await keep(page, name, run);
  } catch (error) {
    hasFailed = true;
    throw error;
  }
}

test('a guest moves the demo application from east to west', async t => {
  await t.test('signs in', s =>
    keepingEvidence(s, 'sign-in', async () => {
      await page.goto(BASE_URL);
      const enter = page.getByRole('button', { name: 'Enter' });
      await enter.waitFor();
      await shoot('sign-in', enter, { isOurs: false });
      await enter.click();
      const shop = page
        .getByRole('link', { name: 'Shop', exact: true })
        .first();
      // A portal that has just started may still be reading its catalog; the page doesn't refresh itself.
      const deadline = Date.now() + CATALOG_TIMEOUT_MS;
      while (!(await shop.isVisible())) {
        assert.ok(
          Date.now() < deadline,
          'the demo application is not in the catalog',
        );
        await page.waitForTimeout(2_000);
        if (!(await shop.isVisible())) {
          await page.reload();
          await page
            .getByText(/All components/i)
            .first()
            .waitFor();
        }
      }
      await shoot('catalog', shop, { isOurs: false });
    }),
  );

  await t.test('runs the template', s =>
    keepingEvidence(s, 'template', async () => {
      await visit(page, `/create/templates/default/migrate-application`);
      await page
        .getByLabel(/Application/)
        .first()
        .waitFor();
      await page
        .getByRole('button', { name: /east.*Source cluster/i })
        .waitFor();
      await shoot('template-where', undefined, { isOurs: false });
      await page.getByRole('button', { name: 'Next' }).click();
      const data = page.getByRole('checkbox', { name: 'data', exact: true });
      await data.waitFor();
      assert.ok(await data.isChecked());
      await page.getByRole('checkbox', { name: 'shop/web' }).waitFor();
      // What the backend would refuse is said at the field, and one cannot go on.
      const target = page.getByLabel(/Namespace 1 in the target cluster/);
      await target.fill('No_name');
      await page
        .getByText(/'No_name' is not a valid name/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page
        .getByRole('button', { name: 'Next', disabled: false })
        .waitFor();
      assert.ok(await data.isVisible());
      // A namespace of its own, so that the test may run again and again in one portal.
      await target.fill(`shop-${Date.now().toString(36)}`);
      await page.getByRole('button', { name: 'Change data' }).click();
      const size = page.getByRole('textbox', { name: 'Size' });
      await size.fill('2Gi');
      await shoot('template-what', undefined, { isOurs: false });
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByLabel(/Bandwidth limit/).waitFor();
      await page.getByRole('button', { name: 'Review' }).click();
      const create = page.getByRole('button', { name: 'Create' });
      await create.waitFor();
      await shoot('template-review', undefined, { isOurs: false });
      await create.click();
      const follow = page.getByRole('link', { name: 'Follow the migration' });
      await follow.waitFor({ timeout: 60_000 });
      await shoot('task', follow, { isOurs: false });
    }),
  );

  await t.test('watches its card go from running to succeeded', s =>
    keepingEvidence(s, 'card', async () => {
      await page.getByRole('link', { name: 'Open the application' }).click();
      const total = page.getByRole('progressbar', {
        name: `Progress of ${PLAN}`,
      });
      await total.waitFor();
      const card = page.getByRole('status').filter({ hasText: `${PLAN}: ` });
      assert.equal(await card.getAttribute('aria-live'), 'polite');

      const seen = [];
      let isShot = false;
      const deadline = Date.now() + MIGRATION_TIMEOUT_MS;
      for (;;) {
        assert.ok(
          Date.now() < deadline,
          `not succeeded in time; saw ${JSON.stringify(seen.at(-1))}`,
        );
        const now = {
          said: await card.textContent(),
          percent: Number((await total.getAttribute('aria-valuenow')) ?? NaN),
          words: await total.getAttribute('aria-valuetext'),
        };
        if (
          now.words !== seen.at(-1)?.words ||
          now.said !== seen.at(-1)?.said
        ) {
          seen.push(now);
        }
        assert.doesNotMatch(now.said, /failed|cancel/i);
        if (!isShot && /Running/.test(now.said) && now.percent > 20) {
          isShot = true;
          await total.scrollIntoViewIfNeeded();
          await shoot('card-running', total);
        }
        if (/Succeeded/.test(now.said)) {
          break;
        }
        await page.waitForTimeout(300);
      }
      await shoot('card-succeeded', total);

      assert.ok(isShot, `never seen running: ${JSON.stringify(seen)}`);
      const percents = seen
        .map(({ percent }) => percent)
        .filter(Number.isFinite);
      assert.ok(
        percents.some(percent => percent > 0 && percent < 100),
        `no percents between: ${percents}`,
      );
      assert.equal(percents.at(-1), 100);
      assert.equal(await total.getAttribute('aria-valuemin'), '0');
      assert.equal(await total.getAttribute('aria-valuemax'), '100');
      assert.ok(
        seen.some(({ words }) => /\/s/.test(words) && /left/.test(words)),
        `neither rate nor time left was ever shown: ${JSON.stringify(seen)}`,
      );
      for (const item of ['shop/data', 'shop/web']) {
        const bar = page.getByRole('progressbar', {
          name: new RegExp(`Progress of ${item} `),
        });
        assert.equal(await bar.getAttribute('aria-valuenow'), '100');
      }
      assert.equal(
        await page.getByRole('button', { name: /^Cancel/ }).count(),
        0,
      );
    }),
  );

  await t.test('finds it in the list, with its items and events', s =>
    keepingEvidence(s, 'list', async () => {
      await page
        .getByRole('link', { name: 'All migrations of this entity' })
        .click();
      await page.getByRole('button', { name: /Shop.*Application/ }).waitFor();
      assert.equal(
        new URL(page.url()).searchParams.get('entityRef'),
        'component:default/shop',
      );
      await page
        .getByRole('navigation', { name: 'sidebar nav' })
        .getByRole('link', { name: 'Migrations' })
        .click();
      await page.getByRole('heading', { name: 'Runs' }).waitFor();
      const succeeded = page
        .getByRole('row')
        .filter({ hasText: /Succeeded/ })
        .first();
      await shoot('runs', succeeded, { narrow: true });
      await page.getByRole('link', { name: PLAN }).first().click();
      const volumes = page.getByRole('table', { name: 'Volumes' });
      await volumes.waitFor();
      await page
        .getByRole('table', { name: 'Images' })
        .getByText('shop/web')
        .first()
        .waitFor();
      const steps = page.getByRole('list', { name: 'Steps' });
      assert.ok((await steps.getByRole('listitem').count()) >= 1);
      assert.ok((await page.getByRole('listitem').count()) > 3);
      await shoot('run', volumes, { narrow: true });
    }),
  );

  await t.test('tries another stage from the tab of the application', s =>
    keepingEvidence(s, 'tab', async () => {
      await visit(page, `/catalog/default/component/shop/migrations`);
      const stage = page
        .getByRole('button', { name: `Stage: ${PLAN}` })
        .first();
      await shoot('entity-tab', stage, { narrow: true });
      await stage.click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(/^(The checks found|It cannot)/).waitFor();
      await shoot('start');
      await dialog.getByRole('button', { name: 'Not now' }).click();
      await dialog.waitFor({ state: 'detached' });
    }),
  );

  assert.deepEqual(portal.pageErrors, []);
});
