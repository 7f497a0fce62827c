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

// An application team runs the other two templates to their ends: volumes into another storage class, and images only.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keepingEvidence } from './lib/keepingEvidence.mjs';
import { openPortal, visit } from './lib/openPortal.mjs';
import { shoot } from './lib/shoot.mjs';

const MIGRATION_TIMEOUT_MS = 180_000;
/** So that the test may run again and again in one portal. */
const SUFFIX = Date.now().toString(36);

let portal;
let page;
before(async () => {
  portal = await openPortal();
  page = portal.page;
});
after(() => portal?.close());

const next = () => page.getByRole('button', { name: 'Next' }).click();

async function open(template, cluster) {
  await visit(page, `/create/templates/default/${template}`);
  const field = page.getByRole('button', { name: cluster }).first();
  await field.waitFor();
  // While the form still fills in what it proposes, a press may get lost.
  for (let tries = 0; tries < 5 && (await field.isVisible()); tries += 1) {
    await next();
    await field.waitFor({ state: 'hidden', timeout: 10_000 }).catch(() => {});
  }
}

/** From the last page of the form to the details of a run that has succeeded. */
async function runToTheEnd(name) {
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const follow = page.getByRole('link', { name: 'Follow the migration' });
  await follow.waitFor({ timeout: 60_000 });
  await follow.click();
  await page.getByRole('heading', { name }).first().waitFor();
  const state = page.getByRole('status').filter({ hasText: `${name}: ` });
  await state
    .filter({ hasText: /Succeeded|ailed|Canceled/ })
    .waitFor({ timeout: MIGRATION_TIMEOUT_MS });
  assert.match(await state.textContent(), /Succeeded/);
}

test('a guest converts the storage class of a volume', () =>
  keepingEvidence(page, 'convert', async () => {
    await open('convert-storage-class', /east.*Cluster/i);
    const data = page.getByRole('checkbox', { name: 'data', exact: true });
    await data.waitFor();
    assert.ok(await data.isChecked());
    await page.getByRole('button', { name: 'Change data' }).click();
    await page
      .getByRole('button', { name: /local-wait.*Storage class/ })
      .waitFor();
    // Onto itself nothing is copied, and it is said here.
    const name = page.getByRole('textbox', { name: 'Name in the target' });
    await name.fill('data');
    await page
      .getByText(/Source and target are the same/)
      .first()
      .waitFor();
    await name.fill(`data-${SUFFIX}`);
    // The page around the fields is Backstage's own.
    await shoot(page, '38-1-convert', undefined, { isOurs: false });
    await runToTheEnd('shop to another storage class');
    const volumes = page.getByRole('table', { name: 'Volumes' });
    await volumes.getByText(`shop/data-${SUFFIX}`).first().waitFor();
    assert.equal(await page.getByRole('table', { name: 'Images' }).count(), 0);
    await shoot(page, '38-2-converted', volumes, { narrow: true });
  }));

test('a guest copies images only', () =>
  keepingEvidence(page, 'images', async () => {
    await open('copy-images', /east.*Source cluster/i);
    const web = page.getByRole('checkbox', { name: 'shop/web' });
    await web.waitFor();
    assert.ok(await web.isChecked());
    await page
      .getByLabel(/Namespace 1 in the target cluster/)
      .fill(`images-${SUFFIX}`);
    await shoot(page, '38-3-images', undefined, { isOurs: false });
    await runToTheEnd('images of shop to west');
    const images = page.getByRole('table', { name: 'Images' });
    await images.getByText(`images-${SUFFIX}/web`).first().waitFor();
    assert.equal(await page.getByRole('table', { name: 'Volumes' }).count(), 0);
    await shoot(page, '38-4-images-copied', images, { narrow: true });
    assert.deepEqual(portal.pageErrors, []);
  }));
