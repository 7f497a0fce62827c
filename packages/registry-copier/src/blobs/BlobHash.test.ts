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
import { sha256 } from '../__testUtils__/images';
import { BlobHash } from './BlobHash';

const MIB = 1024 * 1024;

describe('BlobHash', () => {
  it.each([0, 1, 5 * MIB, 16 * MIB, 20 * MIB, 35 * MIB, 40 * MIB])(
    'comes to the same after going back to %s',
    offset => {
      const bytes = randomBytes(40 * MIB);
      const hash = new BlobHash(sha256(bytes));
      const add = (from: number, to: number) => {
        for (let at = from; at < to; at += 3 * MIB) {
          hash.update(bytes.subarray(at, Math.min(at + 3 * MIB, to)));
        }
      };
      add(0, bytes.length);
      const from = hash.rewind(offset);
      expect(from).toBeLessThanOrEqual(offset);
      expect(offset - from).toBeLessThan(19 * MIB);
      expect(hash.offset).toBe(from);
      add(from, bytes.length);
      expect(hash.digest()).toBe(sha256(bytes));
      expect(hash.digest()).toBe(sha256(bytes));
    },
  );

  it('does not go forward', () => {
    const hash = new BlobHash('sha512:');
    hash.update(Buffer.from('abc'));
    expect(hash.rewind(10)).toBe(3);
  });
});
