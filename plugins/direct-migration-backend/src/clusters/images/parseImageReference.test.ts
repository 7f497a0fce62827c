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

import { parseImageReference } from './parseImageReference';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('image references', () => {
  it.each<[string, object]>([
    ['nginx', { repository: 'nginx' }],
    ['library/nginx:1.25', { repository: 'library/nginx', tag: '1.25' }],
    [
      'quay.io/org/app/web:v1',
      { host: 'quay.io', repository: 'org/app/web', tag: 'v1' },
    ],
    ['localhost/web', { host: 'localhost', repository: 'web' }],
    [
      'Registry.example.com:5000/shop/web',
      { host: 'registry.example.com:5000', repository: 'shop/web' },
    ],
    [
      `[::1]:5000/shop/web:1@${DIGEST}`,
      { host: '[::1]:5000', repository: 'shop/web', tag: '1', digest: DIGEST },
    ],
    [`shop/web@${DIGEST}`, { repository: 'shop/web', digest: DIGEST }],
  ])('%s', (text, parts) => {
    expect(parseImageReference(text)).toEqual(parts);
  });

  it.each<[string, RegExp]>([
    ['', /'' is not the path/],
    ['shop//web', /'shop\/\/web' is not the path/],
    ['shop/Web:1', /'shop\/Web' is not the path/],
    ['shop/web:', /'' is not a valid image tag/],
    ['shop/web:1:2', /'1:2' is not a valid image tag/],
    ['shop/web@sha256:abc', /'sha256:abc' is not the digest/],
    ['http://registry.example.com/shop/web', /'http:' is not the host/],
    ['registry.example.com:port/web', /'registry.example.com:port' is not/],
    ['$(IMAGE)', /not the path/],
  ])('%j is none', (text, problem) => {
    expect(parseImageReference(text)).toEqual({
      problem: expect.stringMatching(problem),
    });
  });
});
