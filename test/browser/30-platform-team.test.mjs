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

// The platform team looks at everybody's runs: filters, statistics, clusters, and the audit trail, which it takes along.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
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

test('finds runs by filters that are in the address', () =>
  keepingEvidence(page, 'filters', async () => {
    await visit(page, `/migrations`);
    await page
      .getByRole('row')
      .filter({ hasText: /Succeeded/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: /State/ }).click();
    await page.getByRole('option', { name: 'Failed', exact: true }).click();
    const nothing = page.getByText('No migration matches these filters');
    await nothing.waitFor();
    assert.equal(new URL(page.url()).search, '?state=failed');
    await shoot(page, '30-no-match', nothing);

    await visit(
      page,
      `/migrations?state=succeeded&initiator=user:default/guest`,
    );
    await page
      .getByRole('row')
      .filter({ hasText: /Succeeded/ })
      .first()
      .waitFor();
    await visit(page, `/migrations?state=done`);
    assert.match(await page.getByRole('alert').textContent(), /INVALID_INPUT/);
  }));

test('reads the statistics, as pictures and as tables', () =>
  keepingEvidence(page, 'statistics', async () => {
    await visit(page, `/migrations/statistics`);
    const chart = page.getByRole('img', { name: /^Runs per day, as a chart/ });
    await shoot(page, '30-statistics', chart, { narrow: true });
    await page.getByRole('button', { name: 'Runs per day as a table' }).click();
    const rows = page
      .getByRole('region', { name: 'Runs per day' })
      .getByRole('row');
    assert.ok((await rows.count()) > 28);
    assert.match(
      await page
        .getByRole('region', { name: 'By pair of clusters' })
        .textContent(),
      /east.*west/,
    );
  }));

test('sees what each cluster can do', () =>
  keepingEvidence(page, 'cluster', async () => {
    await visit(page, `/catalog/default/resource/west`);
    const traffic = page.getByText(/migrations? to here$/);
    await shoot(page, '30-cluster', traffic, { narrow: true });
    assert.match(await traffic.textContent(), /^[1-9]/);
  }));

test('reads the audit trail, filters it, and exports what it sees', () =>
  keepingEvidence(page, 'audit', async () => {
    await visit(page, `/migrations/audit`);
    const started = page
      .getByRole('row')
      .filter({ hasText: /Run started/ })
      .first();
    await shoot(page, '30-audit', started, { narrow: true });

    await visit(
      page,
      `/migrations/audit?action=migration.start&actor=user:default/guest`,
    );
    await started.waitFor();
    assert.equal(
      await page
        .getByRole('row')
        .filter({ hasText: /Plan created/ })
        .count(),
      0,
    );
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as CSV' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'migration-audit.csv');
    const [head, ...lines] = (await readFile(await download.path(), 'utf8'))
      .trim()
      .split('\r\n');
    assert.match(head, /^time,actor,action,result/);
    assert.ok(lines.length > 0);
    for (const line of lines) {
      assert.match(line, /,user:default\/guest,migration\.start,/);
    }

    await started.getByRole('link', { name: /^Run / }).click();
    await page.getByRole('table', { name: 'Volumes' }).waitFor();
    assert.deepEqual(portal.pageErrors, []);
  }));

test('works by keyboard', () =>
  keepingEvidence(page, 'keyboard', async () => {
    await visit(page, `/migrations`);
    await page
      .getByRole('row')
      .filter({ hasText: /Succeeded/ })
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Audit' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Audit' }).waitFor();
    await page.getByRole('button', { name: /Result/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Done' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/result=succeeded/);
  }));
