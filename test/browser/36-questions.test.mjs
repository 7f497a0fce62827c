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

// What is asked before something is canceled, retried or discarded, and the chart of a run that is under way.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keepingEvidence } from './lib/keepingEvidence.mjs';
import { openPortal, visit } from './lib/openPortal.mjs';
import { shoot } from './lib/shoot.mjs';

const SCHEMES = ['dark', 'light'];
// Another place than the other tests have theirs.
const NAMESPACE = `asked-${Date.now().toString(36)}`;

let portal;
let page;
before(async () => {
  portal = await openPortal();
  page = portal.page;
});
after(() => portal?.close());

/** As the guest, by REST. */
async function post(path, body) {
  return page.evaluate(
    async ([to, content]) => {
      const signIn = await fetch('/api/auth/guest/refresh', {
        method: 'POST',
        headers: { 'x-requested-with': 'XMLHttpRequest' },
      });
      const { token } = (await signIn.json()).backstageIdentity;
      const answer = await fetch(`/api/direct-migration${to}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(content),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${to}: ${answer.status} ${text}`);
      return JSON.parse(text);
    },
    [path, body],
  );
}

/** Opens a question in both schemes, each anew, since another scheme closes it, and leaves it unanswered. */
async function lookAtQuestion(name, opener, content) {
  const dialog = page.getByRole('dialog');
  for (const scheme of SCHEMES) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.locator(`body[data-theme-mode="${scheme}"]`).waitFor();
    await page.getByRole('button', { name: opener }).first().click();
    const ready = dialog.getByText(content).first();
    await shoot(page, `36-${name}`, ready, { scheme, narrow: true });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
}

test('asks before a run is canceled, and before a cutover is tried again', () =>
  keepingEvidence(page, 'cancel', async () => {
    await visit(page, '/migrations');
    const plan = await post('/plans', {
      name: 'Asked before',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: 'shop', target: NAMESPACE }],
      volumes: [{ namespace: 'shop', name: 'data' }],
      // It never ends by itself.
      options: { bandwidthLimit: 1024 },
    });
    const run = await post('/migrations', {
      planId: plan.id,
      type: 'stage',
    });
    await visit(page, `/migrations/${run.id}`);
    const chart = page.getByRole('img', { name: /^Rate over time/ });
    await shoot(page, '36-running', chart, { narrow: true });
    await lookAtQuestion('cancel', /^Cancel Asked before/, 'Keep it running');

    await page.getByRole('button', { name: /^Cancel Asked before/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Cancel the migration' })
      .click();
    await page.getByRole('button', { name: /^Retry Asked before/ }).waitFor();

    // A cutover would stop the demo's application: the page takes this run for one.
    await page.route(
      `**/api/direct-migration/migrations/${run.id}`,
      async route => {
        const response = await route.fetch();
        const migration = await response.json();
        await route.fulfill({
          response,
          json: { ...migration, type: 'cutover' },
        });
      },
    );
    await visit(page, `/migrations/${run.id}`);
    await lookAtQuestion('retry', /^Retry Asked before/, 'Not now');
    await page.unroute(`**/api/direct-migration/migrations/${run.id}`);
    assert.deepEqual(portal.pageErrors, []);
  }));

test('asks before a draft is discarded', () =>
  keepingEvidence(page, 'discard', async () => {
    await visit(page, '/migrations/new');
    const first = page.getByRole('heading', { name: 'From where to where?' });
    const discard = page.getByRole('button', { name: 'Discard the draft' });
    await first.waitFor();
    // What is entered is kept a moment later, after a call to the backend.
    for (
      let pause = 1_000;
      pause < 20_000 && !(await discard.isVisible());
      pause *= 2
    ) {
      await page.getByRole('button', { name: /Source cluster/ }).click();
      await page.getByRole('option', { name: 'east', exact: true }).click();
      await page.getByRole('option').first().waitFor({ state: 'detached' });
      await page.waitForTimeout(pause);
      await page.reload();
      await first.waitFor();
      await discard.waitFor({ timeout: 10_000 }).catch(() => {});
    }
    await discard.waitFor();
    await lookAtQuestion('discard', 'Discard the draft', /is forgotten/);
    await discard.click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Discard the draft' })
      .click();
    await discard.waitFor({ state: 'detached' });
    assert.deepEqual(portal.pageErrors, []);
  }));
