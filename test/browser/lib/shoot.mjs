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

import { join } from 'node:path';
import { assertAccessible } from './assertAccessible.mjs';
import { ARTEFACTS } from './openPortal.mjs';

const WIDE = { width: 1280, height: 960 };
const NARROW = { width: 360, height: 780 };

/**
 * Keeps a picture in each scheme and checks that the page is accessible in it. The portal renders everything anew when the
 * scheme changes: `until` says when it is there again. A form that is being filled in would be empty, so that without
 * `until` only the scheme that there is counts.
 * @param options - `narrow`: also as on a phone; `scheme`: in this one only, which is there; `isOurs`: whether it is a page of this plugin, which must be accessible
 */
export async function shoot(
  page,
  name,
  until,
  { narrow = false, isOurs = true, scheme } = {},
) {
  const schemes = until && !scheme ? ['dark', 'light'] : [scheme ?? 'light'];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`body[data-theme-mode="${colorScheme}"]`).waitFor();
    await until?.waitFor();
    await picture(page, `${name}-${colorScheme}`);
    if (isOurs) {
      await assertAccessible(page, `${name} (${colorScheme})`);
    }
    if (narrow) {
      await page.setViewportSize(NARROW);
      await until?.waitFor();
      await picture(page, `${name}-${colorScheme}-360`);
      await assertAccessible(page, `${name} (${colorScheme}, 360 px)`);
      await assertNoSidewaysScroll(page, name);
      await page.setViewportSize(WIDE);
    }
  }
}

async function picture(page, name) {
  await page.screenshot({
    path: join(ARTEFACTS, `${name}.png`),
    animations: 'disabled',
  });
}

async function assertNoSidewaysScroll(page, name) {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  if (content > window) {
    throw new Error(
      `${name}: ${content} px wide where there are ${window} px only`,
    );
  }
}
