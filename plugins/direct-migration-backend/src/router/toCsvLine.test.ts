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
import { toCsvLine } from './toCsvLine';

describe('toCsvLine', () => {
  it('quotes what would break the line', () => {
    expect(toCsvLine(['a', 'b,c', 'say "no"', 'two\nlines', undefined])).toBe(
      'a,"b,c","say ""no""","two\nlines",\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
    'takes %j for text, not for a formula',
    text => {
      expect(toCsvLine([text])).toMatch(/^"?'/);
    },
  );

  it('leaves numbers alone', () => {
    expect(toCsvLine([-1, 2.5, 0])).toBe('-1,2.5,0\r\n');
  });
});
