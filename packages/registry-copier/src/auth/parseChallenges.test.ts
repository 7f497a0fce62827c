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

import { parseChallenges } from './parseChallenges';

describe('parseChallenges', () => {
  it.each([
    [
      'Basic realm="Registry"',
      [{ scheme: 'basic', parameters: { realm: 'Registry' } }],
    ],
    [
      'Bearer realm="https://auth.test/token?a=b,c",service="my registry",scope="repository:a/b:pull,push",error="insufficient_scope"',
      [
        {
          scheme: 'bearer',
          parameters: {
            realm: 'https://auth.test/token?a=b,c',
            service: 'my registry',
            scope: 'repository:a/b:pull,push',
            error: 'insufficient_scope',
          },
        },
      ],
    ],
    [
      'Negotiate, BASIC realm="a \\"quoted\\" one", charset=UTF-8, Bearer realm = "x"',
      [
        { scheme: 'negotiate', parameters: {} },
        {
          scheme: 'basic',
          parameters: { realm: 'a "quoted" one', charset: 'UTF-8' },
        },
        { scheme: 'bearer', parameters: { realm: 'x' } },
      ],
    ],
    ['', []],
    ['"nonsense', []],
    ['Bearer realm="unfinished', [{ scheme: 'bearer', parameters: {} }]],
  ])('reads %s', (header, challenges) => {
    expect(parseChallenges(header)).toEqual(challenges);
  });
});
