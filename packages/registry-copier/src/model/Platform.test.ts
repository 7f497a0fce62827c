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

import { Platform } from './Platform';

describe('Platform', () => {
  it.each([
    ['linux/amd64', 'linux', 'amd64', undefined, true],
    ['linux/amd64', 'windows', 'amd64', undefined, false],
    ['linux/amd64', 'linux', 'arm64', undefined, false],
    ['linux/arm64', 'linux', 'arm64', 'v8', true],
    ['linux/arm64/v8', 'linux', 'arm64', undefined, true],
    ['linux/arm64/v8', 'linux', 'arm64', 'v9', false],
    ['linux/arm', 'linux', 'arm', 'v6', true],
    ['linux/arm/v6', 'linux', 'arm', 'v7', false],
    ['linux/arm/v7', 'linux', 'arm', '', true],
    ['linux/arm/v6', 'linux', 'arm', undefined, false],
    ['linux/amd64', undefined, undefined, undefined, false],
  ])('%s: %s/%s/%s %s', (text, os, architecture, variant, expected) => {
    expect(new Platform(text).matches({ os, architecture, variant })).toBe(
      expected,
    );
  });

  it.each(['linux', 'linux/', 'Linux/amd64', 'linux/amd64/v1/x', '', 7])(
    'refuses %j',
    text => {
      expect(() => new Platform(text as string)).toThrow('os/architecture');
    },
  );
});
