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

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = readFile(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/**
 * Runs axe over the page. What is made of Material UI is Backstage's own and not ours, which has none of it.
 * @throws if it finds anything serious or critical, with each element named
 */
export async function assertAccessible(page, name) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    // As an expression: the portal's content security policy forbids scripts of others.
    await page.evaluate(await axe);
  }
  const violations = await page.evaluate(async () => {
    const { violations: found } = await globalThis.axe.run(document, {
      resultTypes: ['violations'],
      elementRef: true,
    });
    return found
      .filter(({ impact }) => ['serious', 'critical'].includes(impact))
      .map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes
          .filter(
            ({ element }) =>
              !/Mui|Backstage|makeStyles|\bjss\d/.test(element?.className),
          )
          .map(
            node =>
              `${node.target}: ${node.any[0]?.message}: ${node.html.slice(
                0,
                300,
              )}`,
          ),
      }))
      .filter(({ nodes }) => nodes.length > 0);
  });
  if (violations.length) {
    throw new Error(
      `${name} is not accessible: ${JSON.stringify(violations, undefined, 2)}`,
    );
  }
}
