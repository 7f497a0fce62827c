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

import { parseAddress, stunnelAddress } from './address';

describe('parseAddress', () => {
  it.each([
    ['10.0.0.1:8443', '10.0.0.1'],
    ['receiver.example.com:8443', 'receiver.example.com'],
    ['[2001:db8::1]:8443', '2001:db8::1'],
    // as a pod’s address and a port are put together without looking
    ['2001:db8::1:8443', '2001:db8::1'],
    ['fd00:10:244:1:2:3:4:5:8443', 'fd00:10:244:1:2:3:4:5'],
    ['::1:8443', '::1'],
    [':::8443', '::'],
  ])('reads %s', (text, host) => {
    const address = parseAddress(text, '--listen');
    expect(address).toEqual({ host, port: 8443 });
    expect(stunnelAddress(address)).toBe(`${host}:8443`);
  });

  it.each([
    'host',
    ':8443',
    'host:0',
    'host:65536',
    'host:name:8443',
    'fd00::8443',
    '[host]:8443',
    '10.0.0.1:80:8443',
    'two words:8443',
  ])('refuses %j', text => {
    // the last colon of fd00::8443 leaves no address
    expect(() => parseAddress(text, '--listen')).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });
});
