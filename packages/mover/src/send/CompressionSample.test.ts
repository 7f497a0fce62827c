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

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompressionSample } from './CompressionSample';

describe('CompressionSample', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'compression-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const sampleOf = (files: Record<string, Buffer>) => {
    const sample = new CompressionSample(dir);
    for (const [name, content] of Object.entries(files)) {
      const file = join(dir, name);
      writeFileSync(file, content);
      sample.add(name, content.length);
    }
    return sample;
  };

  it('compresses text and not what is compressed already', () => {
    expect(
      sampleOf({
        log: Buffer.alloc(2 ** 20, 'GET /index.html 200\n'),
      }).worthwhile(),
    ).toBe(true);
    expect(sampleOf({ zip: randomBytes(2 ** 20) }).worthwhile()).toBe(false);
  });

  it('looks where the data is, not where the files are', () => {
    const files: Record<string, Buffer> = { zip: randomBytes(2 ** 23) };
    for (let i = 0; i < 200; i += 1) {
      files[`text-${i}`] = Buffer.alloc(100, 'text');
    }
    expect(sampleOf(files).worthwhile()).toBe(false);
  });

  it('does not count holes, nor what is gone or empty', () => {
    const sample = sampleOf({
      zip: randomBytes(2 ** 16),
      empty: Buffer.alloc(0),
    });
    const hole = join(dir, 'hole');
    writeFileSync(hole, '');
    truncateSync(hole, 2 ** 30);
    sample.add('hole', 2 ** 30);
    sample.add('gone', 2 ** 30);
    expect(sample.ratio()).toBeGreaterThan(0.9);
    expect(new CompressionSample(dir).worthwhile()).toBe(false);
  });
});
