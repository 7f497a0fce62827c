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

import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Where the portal is. */
export const BASE_URL = process.env.BASE_URL ?? 'http://localhost:7007';
/** Where pictures go. */
export const ARTEFACTS =
  process.env.ARTEFACTS ?? join(ROOT, 'artefacts/browser');

/**
 * Starts a browser with one page.
 * @returns the page, the errors that were thrown in it so far, and what ends the browser
 */
export async function openPortal() {
  await mkdir(ARTEFACTS, { recursive: true });
  const browser = await chromium.launch({
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
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const pageErrors = [];
  page.on('pageerror', error => pageErrors.push(error));
  return { page, pageErrors, close: () => browser.close() };
}

/**
 * Opens a page of the portal as the demo's guest.
 * @param path - begins with a slash
 * @param base - of another portal than the demo
 */
export async function visit(page, path, base = BASE_URL) {
  await page.goto(`${base}${path}`);
  const enter = page.getByRole('button', { name: 'Enter' });
  const sidebar = page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: 'Migrations' });
  await enter.or(sidebar).waitFor();
  // A sign-in that was cut short by going elsewhere is forgotten.
  if (await enter.isVisible()) {
    await enter.click();
    await sidebar.waitFor();
  }
}
