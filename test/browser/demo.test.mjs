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

// Walks through the demo portal in a real browser:
//   BASE_URL=http://localhost:7007 node --test test/browser/demo.test.mjs
// The portal must be running (`npm start`). Screenshots of every step, light and dark, go to artefacts/browser.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const BASE_URL = process.env.BASE_URL ?? 'http://localhost:7007';
const ARTEFACTS = process.env.ARTEFACTS ?? join(ROOT, 'artefacts/browser');
const PLAN = 'shop to west';
const CATALOG_TIMEOUT_MS = 90_000;
const MIGRATION_TIMEOUT_MS = 180_000;

let browser;
let page;
let step = 0;
let hasFailed = false;
const pageErrors = [];

before(async () => {
  await mkdir(ARTEFACTS, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 960 },
    locale: 'en-US',
  });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', error => pageErrors.push(error));
});

after(async () => {
  await browser?.close();
});

/**
 * Keeps a picture in each scheme. The portal renders everything anew when the scheme changes: `until` says when it is
 * there again, and a form that is being filled in would be empty, so that forms are only kept in the scheme they have.
 */
async function shoot(name, until) {
  step += 1;
  for (const colorScheme of until ? ['dark', 'light'] : ['light']) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`body[data-theme-mode="${colorScheme}"]`).waitFor();
    await until?.waitFor();
    const file = `${String(step).padStart(2, '0')}-${name}-${colorScheme}.png`;
    await page.screenshot({
      path: join(ARTEFACTS, file),
      animations: 'disabled',
    });
  }
}

async function keepingEvidence(t, name, run) {
  if (hasFailed) {
    t.skip('an earlier step failed');
    return;
  }
  try {
    await run();
  } catch (error) {
    hasFailed = true;
    await page
      .screenshot({
        path: join(ARTEFACTS, `failed-${name}.png`),
        fullPage: true,
      })
      .catch(() => {});
    throw error;
  }
}

test('a guest moves the demo application from east to west', async t => {
  await t.test('signs in', s =>
    keepingEvidence(s, 'sign-in', async () => {
      await page.goto(BASE_URL);
      const enter = page.getByRole('button', { name: 'Enter' });
      await enter.waitFor();
      await shoot('sign-in', enter);
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
      await shoot('catalog', shop);
    }),
  );

  await t.test('runs the template', s =>
    keepingEvidence(s, 'template', async () => {
      await page.goto(
        `${BASE_URL}/create/templates/default/migrate-application`,
      );
      await page
        .getByLabel(/Application/)
        .first()
        .waitFor();
      await shoot('template-where');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('PersistentVolumeClaim').first().waitFor();
      await page
        .getByRole('button', { name: /Namespace in the source cluster/ })
        .and(page.locator(':not([disabled])'))
        .waitFor();
      // A namespace of its own, so that the test may run again and again in one portal.
      await page
        .getByLabel(/Namespace in the target cluster/)
        .fill(`shop-${Date.now().toString(36)}`);
      await shoot('template-what');
      await page.getByRole('button', { name: 'Review' }).click();
      const create = page.getByRole('button', { name: 'Create' });
      await create.waitFor();
      await shoot('template-review');
      await create.click();
      const follow = page.getByRole('link', { name: 'Follow the migration' });
      await follow.waitFor({ timeout: 60_000 });
      await shoot('task', follow);
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
      await page.getByText('Migrations of component:default/shop').waitFor();
      await page
        .getByRole('navigation', { name: 'sidebar nav' })
        .getByRole('link', { name: 'Migrations' })
        .click();
      await page.getByRole('heading', { name: 'All migrations' }).waitFor();
      await page.getByText('Succeeded').first().waitFor();
      await shoot('migrations', page.getByText('Succeeded').first());
      await page.getByRole('link', { name: PLAN }).first().click();
      await page.getByRole('heading', { name: 'Events' }).waitFor();
      assert.ok((await page.getByRole('listitem').count()) > 3);
      await shoot('migration', page.getByRole('heading', { name: 'Events' }));
    }),
  );

  assert.deepEqual(pageErrors, []);
});
