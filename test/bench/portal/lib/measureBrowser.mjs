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

import { chromium } from 'playwright-core';
import { median, percentile } from './statistics.mjs';

const BAR_MS = 1_500;

/** From the address bar to the first rows, as a person sees it: signed in, the portal's files already in the browser's cache. */
export async function measureBrowser(portal, { runs, usual, big }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-quic'],
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 960 },
    });
    const first = await context.newPage();
    await first.goto(`${portal.url}/migrations`);
    await first.getByRole('button', { name: 'Enter' }).click();
    await first.getByRole('row').nth(1).waitFor();
    await first.close();
    // What stands in for rows until they are there is a row too.
    const table = page =>
      page.getByRole('row').filter({ hasText: 'Move ' }).first();
    const steps = page => page.getByRole('heading', { name: 'Steps' });
    const pages = [
      ['list', '/migrations', table],
      ['list by state', '/migrations?state=failed', table],
      [`detail, ${usual.items} items`, `/migrations/${usual.id}`, steps],
      [`detail, ${big.items} items`, `/migrations/${big.id}`, steps],
      ['audit', '/migrations/audit', table],
    ];
    const rows = [];
    for (const [what, path, content] of pages) {
      const shown = [];
      const painted = [];
      for (let run = 0; run <= runs; run++) {
        const page = await context.newPage();
        const begun = performance.now();
        await page.goto(`${portal.url}${path}`, { waitUntil: 'commit' });
        await content(page).waitFor({ timeout: 60_000 });
        const ms = performance.now() - begun;
        const paint = await page.evaluate(
          () =>
            performance.getEntriesByName('first-contentful-paint')[0]
              ?.startTime,
        );
        if (run > 0) {
          shown.push(ms);
          painted.push(paint ?? ms);
        }
        await page.close();
      }
      rows.push({
        what: `${what}: first paint`,
        runs,
        medianMs: median(painted),
        p95Ms: percentile(painted, 0.95),
        bar: BAR_MS,
      });
      rows.push({
        what: `${what}: rows shown`,
        runs,
        medianMs: median(shown),
        p95Ms: percentile(shown, 0.95),
        bar: BAR_MS,
      });
    }
    return rows;
  } finally {
    await browser.close();
  }
}
