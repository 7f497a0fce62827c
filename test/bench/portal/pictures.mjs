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

// Takes the pictures of the repository's README: node test/bench/portal/pictures.mjs
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildPortal } from '../../../scripts/lib/build.mjs';
import { step } from '../../../scripts/lib/say.mjs';
import { root } from '../../../scripts/lib/setup.mjs';
import { BenchPortal } from './lib/BenchPortal.mjs';
import { fill } from './lib/fill.mjs';
import { runningCutover } from './lib/runningCutover.mjs';

const folder = join(root, 'docs/images');
mkdirSync(folder, { recursive: true });
await buildPortal();
const portal = new BenchPortal();
let browser;
try {
  step('starting a portal');
  await portal.start();
  const cutover = await portal.withDatabase(async knex => {
    const now = new Date();
    await fill(knex, { scale: 0.03, now });
    return runningCutover(knex, { now });
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-quic'],
  });
  const page = await browser.newPage({
    viewport: { width: 1280, height: 860 },
    locale: 'en-US',
  });
  page.setDefaultTimeout(120_000);
  await page.goto(`${portal.url}/migrations`);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('row').nth(1).waitFor();
  const application = cutover.entity_ref.split('/')[1];
  for (const [name, path, ready] of [
    ['run', `/migrations/${cutover.id}`, page.getByText('Events').first()],
    [
      'runs',
      '/migrations',
      page.getByRole('row').filter({ hasText: 'Move ' }).first(),
    ],
    [
      'statistics',
      '/migrations/statistics?days=90',
      page.getByRole('img', { name: /^Runs per day/ }),
    ],
    [
      'application',
      `/catalog/default/component/${application}`,
      page.getByText(cutover.plan_name).first(),
    ],
  ]) {
    await page.setViewportSize({
      width: 1280,
      height: name === 'run' ? 1180 : 860,
    });
    await page.goto(`${portal.url}${path}`);
    for (const colorScheme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`body[data-theme-mode="${colorScheme}"]`).waitFor();
      await ready.waitFor();
      await page.waitForLoadState('networkidle').catch(() => {});
      await page.screenshot({
        path: join(folder, `${name}-${colorScheme}.png`),
        animations: 'disabled',
      });
    }
    step(`${name}: taken`);
  }
} finally {
  await browser?.close();
  await portal.stop();
  portal.close();
}
