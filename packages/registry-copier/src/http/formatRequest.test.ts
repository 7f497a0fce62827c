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

import { formatRequest } from './formatRequest';

describe('formatRequest', () => {
  it('writes a request', () => {
    expect(
      String(
        formatRequest({
          method: 'PUT',
          url: new URL('https://registry.test:5000/v2/a%20b/?x=1#y'),
          headers: { 'content-length': '0', authorization: 'Basic x' },
        }),
      ),
    ).toBe(
      'PUT /v2/a%20b/?x=1 HTTP/1.1\r\nhost: registry.test:5000\r\ncontent-length: 0\r\nauthorization: Basic x\r\n\r\n',
    );
  });

  it.each<Record<string, string>>([
    { authorization: 'Bearer a\r\nx: y' },
    { 'content-type': 'a\nb' },
    { 'x: y\r\nz': '1' },
    { accept: 'caf\u0000' },
    { accept: '\u{1f600}' },
  ])('refuses what would break out of a header: %j', headers => {
    expect(() =>
      formatRequest({
        method: 'GET',
        url: new URL('https://registry.test/'),
        headers,
      }),
    ).toThrow('cannot be sent');
  });
});
