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

import { CopierLog } from './CopierLog';

describe('CopierLog', () => {
  const line = (value: object) => [JSON.stringify(value), value] as const;
  const begin = (index: number, name: string) =>
    line({
      type: 'copyProgress',
      index,
      source: `east.test:5000/shop/${name}`,
      target: `west.test/shop-new/${name}`,
    });
  const warn = (message: string) => line({ type: 'log', message });

  it('gives each copy its own lines and those of none, in their order', () => {
    const log = new CopierLog(2);
    const lines = [
      line({ type: 'phase', phase: 'scanning' }),
      begin(0, 'web'),
      begin(1, 'web.db'),
      line({ type: 'tagProgress', index: 0, tag: '1' }),
      line({ type: 'progress', bytesDone: 1 }),
      line({ type: 'repository', index: 0, tag: '1', state: 'copied' }),
      warn('GET https://east.test:5000/v2/shop/web/blobs/sha256:1: 500'),
      warn('PUT https://west.test/v2/shop-new/web.db/blobs/uploads/1: 500'),
      warn('east.test:5000/shop/web has no tag that is chosen'),
      warn('west.test has no referrers API: shop-new/web.db:sha256-1 lists 2'),
      warn('shop/web-other is not ours'),
      ['a trace of a crash', undefined] as const,
      line({ type: 'copy', index: 1, status: 'failed' }),
    ];
    lines.forEach(([text, value]) => log.take(text, value));
    const kept = (...numbers: number[]) => ({
      truncated: false,
      content: numbers.map(i => `${lines[i][0]}\n`).join(''),
    });
    expect(log.of(0)).toEqual(kept(0, 1, 5, 6, 8, 10, 11));
    expect(log.of(1)).toEqual(kept(0, 2, 7, 9, 10, 11, 12));
  });

  it('keeps the end, and of long lines the beginning', () => {
    const log = new CopierLog(2);
    for (let i = 0; i < 2_000; i++) {
      log.take(...line({ type: 'repository', index: 0, tag: `v${i}` }));
      log.take(...begin(0, 'web'));
    }
    log.take(...line({ type: 'copy', index: 1, tags: 'x'.repeat(100_000) }));
    const first = log.of(0);
    expect(first.truncated).toBe(true);
    expect(first.content.length).toBeLessThan(66_000);
    expect(first.content).toContain('"v1999"');
    expect(first.content.match(/copyProgress/g)).toHaveLength(1);
    expect(log.of(1).truncated).toBe(false);
    expect(log.of(1).content).toMatch(/^\{"type":"copy".{16000,17000}…\n$/);
  });
});
