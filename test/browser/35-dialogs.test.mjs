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

// Every dialog, in both schemes: each is opened anew, since another scheme closes it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keepingEvidence } from './lib/keepingEvidence.mjs';
import { openPortal, visit } from './lib/openPortal.mjs';
import { shoot } from './lib/shoot.mjs';

let portal;
let page;
before(async () => {
  portal = await openPortal();
  page = portal.page;
});
after(() => portal?.close());

async function look(scheme, name, opener, content) {
  await page.getByRole('button', { name: opener }).first().click();
  const dialog = page.getByRole('dialog');
  const ready = dialog.getByText(content).first();
  await shoot(page, `35-${name}`, ready, { scheme, narrow: true });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

for (const scheme of ['dark', 'light']) {
  test(`dialogs can be read by everybody: ${scheme}`, () =>
    keepingEvidence(page, `dialogs-${scheme}`, async () => {
      await page.emulateMedia({ colorScheme: scheme });
      await visit(page, '/catalog/default/component/shop/migrations');
      const checked = /^(The checks found|It cannot)/;
      for (const type of ['Stage', 'Cutover', 'Rollback']) {
        const opener = new RegExp(`^${type}: shop to west`);
        await look(scheme, type.toLowerCase(), opener, checked);
      }
      await page
        .getByRole('link', { name: 'shop to west', exact: true })
        .first()
        .click();
      await page.getByRole('table', { name: 'Volumes' }).waitFor();
      await look(scheme, 'logs', /^Logs of shop\/data/, /scanning|copying/);
      await look(scheme, 'references', 'Image references', /workloads/);
      assert.deepEqual(portal.pageErrors, []);
    }));
}
