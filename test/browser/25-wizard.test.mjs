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

// Somebody plans a migration with the wizard, up to the plan that is made, with a reload on the way.
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

test('a guest plans a migration with the wizard', () =>
  keepingEvidence(portal.page, 'wizard', async () => {
    const { page } = portal;
    const next = () => page.getByRole('button', { name: 'Next' }).click();
    const choose = async (label, option) => {
      await page.getByRole('button', { name: label }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
      await page.getByRole('option').first().waitFor({ state: 'detached' });
    };

    await visit(page, '/migrations');
    await page.getByRole('link', { name: 'New migration' }).first().click();
    const first = page.getByRole('heading', { name: 'From where to where?' });
    // A run of this test that was cut short has left its draft.
    const discard = page.getByRole('button', { name: 'Discard the draft' });
    await first.or(discard).first().waitFor();
    if (await discard.isVisible()) {
      await discard.click();
      await page
        .getByRole('dialog')
        .getByText('Discard the draft')
        .last()
        .click();
    }
    await first.waitFor();
    await next();
    await page
      .getByRole('alert')
      .getByText(/needs a source cluster/)
      .waitFor();
    await choose(/Source cluster/, 'east');
    await choose(/Target cluster/, 'west');
    await next();
    await choose(/Namespace 1 in the source/, 'shop');
    const target = `shop-${Date.now().toString(36)}`;
    await page.getByLabel(/Namespace 1 in the target/).fill(target);
    await next();
    // What is seen of a checkbox is not its input.
    await page.getByText('data', { exact: true }).click();
    await page.getByRole('button', { name: 'Change data' }).click();
    await page.getByRole('textbox', { name: 'Size' }).fill('1Mi');
    await next();
    await page.getByText('shop/web', { exact: true }).click();
    await next();
    await page.getByRole('heading', { name: 'How?' }).waitFor();
    // Somebody who owns none of the files.
    await page
      .getByRole('textbox', { name: 'Target pods run as user' })
      .fill('54321');
    await shoot(page, '25-0-options', undefined, { narrow: true });
    await next();

    // What the clusters object to is at the field.
    await page.getByRole('button', { name: 'Go to Volumes' }).first().click();
    const size = page.getByRole('textbox', { name: 'Size' });
    await size.waitFor();
    await page.getByRole('button', { name: 'Volumes 1 problem' }).waitFor();
    // In one scheme only: another one renders the page anew, and what the clusters said is asked for anew then.
    await shoot(page, '25-1-volumes', undefined, { narrow: true });
    await size.fill('2Gi');
    await page.getByRole('button', { name: /^Checks/ }).click();
    // What would be lost is known once somebody has looked, and is agreed to there.
    const look = page.getByRole('button', { name: /^Look into the volumes/ });
    await look.click();
    const losses = page.getByRole('group', {
      name: 'What of shop/data may be lost',
    });
    await page
      .getByRole('button', {
        name: 'Look into the volumes again',
        disabled: false,
      })
      .waitFor({ timeout: 120_000 });
    await page.getByText(/Not all of shop\/data would arrive/).waitFor();
    for (const kind of await losses.getByRole('checkbox').all()) {
      assert.ok(!(await kind.isChecked()));
    }
    await shoot(page, '25-2-losses', losses, { narrow: true });
    for (const label of await losses.locator('label').all()) {
      await label.click();
    }
    await page.getByRole('button', { name: 'Agree, and check again' }).click();
    const checks = page.getByText('The checks found nothing');
    await checks.waitFor();
    await shoot(page, '25-2-checks', checks, { narrow: true });
    await next();
    const name = page.getByRole('textbox', { name: /^Name/ });
    assert.equal(await name.inputValue(), 'shop to west');
    // What is entered is kept a moment later.
    await page.waitForTimeout(2_000);
    await page.reload();
    await page.getByText(/You go on with your draft/).waitFor();
    await shoot(page, '25-3-review', name, { narrow: true });
    await page.getByText('Start a stage now').click();
    await page.getByRole('button', { name: 'Create the plan' }).click();
    const cutover = page.getByRole('button', { name: 'Cutover: shop to west' });
    await cutover.waitFor();
    // For some seconds React Aria goes on announcing the button that was pressed, which is not there any more.
    await page
      .locator('[data-live-announcer] [role="img"]')
      .first()
      .waitFor({ state: 'detached' });
    await shoot(page, '25-4-created', cutover, { narrow: true });
    assert.deepEqual(portal.pageErrors, []);
  }));
