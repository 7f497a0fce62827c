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

import { connectionError, parseRetryAfter, responseError } from './errors';

const body = (code: string, message: string) =>
  Buffer.from(JSON.stringify({ errors: [{ code, message }] }));

describe('responseError', () => {
  it.each([
    [
      401,
      body('UNAUTHORIZED', 'authentication required'),
      'AUTH_FAILED',
      false,
    ],
    [
      403,
      body('DENIED', 'requested access to the resource is denied'),
      'AUTH_FAILED',
      false,
    ],
    [
      403,
      body('DENIED', 'adding 10 MiB of storage resource exceeds the quota'),
      'QUOTA',
      false,
    ],
    [404, body('MANIFEST_UNKNOWN', 'manifest unknown'), 'NOT_FOUND', false],
    [
      400,
      body('DIGEST_INVALID', 'provided digest did not match'),
      'CORRUPT',
      true,
    ],
    [400, body('MANIFEST_INVALID', 'manifest invalid'), 'UNSUPPORTED', false],
    [404, body('BLOB_UPLOAD_UNKNOWN', 'upload unknown'), 'NETWORK', true],
    [416, Buffer.from(''), 'NETWORK', true],
    [
      413,
      Buffer.from('<html><title>413 Request Entity Too Large</title></html>'),
      'QUOTA',
      false,
    ],
    [429, body('TOOMANYREQUESTS', 'slow down'), 'RATE_LIMITED', true],
    [
      500,
      body('UNKNOWN', 'write /var/lib/registry: no space left on device'),
      'QUOTA',
      false,
    ],
    [502, Buffer.from('<html>Bad Gateway</html>'), 'NETWORK', true],
    [501, Buffer.from(''), 'UNSUPPORTED', false],
    [507, Buffer.from(''), 'QUOTA', false],
  ])('%s → %s', (status, content, code, retryable) => {
    const error = responseError({
      what: 'GET https://a.test/v2/',
      status,
      body: content,
    });
    expect(error).toMatchObject({ code, retryable, status });
    expect(error.message).toMatch(
      new RegExp(`^GET https://a.test/v2/: ${status}`),
    );
    expect(error.hint).toBeTruthy();
  });

  it('shows the words of an HTML page, not its tags', () => {
    const page = Buffer.from('<html>\n<h1>Bad   Gateway</h1></html>');
    expect(responseError({ what: 'x', status: 502, body: page }).message).toBe(
      'x: 502 Bad Gateway',
    );
  });
});

describe('connectionError', () => {
  it('tells certificates from networks, and finds the root cause', () => {
    const tls = Object.assign(new Error('self-signed certificate'), {
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(connectionError(tls, 'GET x', 'a.test')).toMatchObject({
      code: 'TLS',
      retryable: false,
    });
    const refused = Object.assign(
      new Error('connect ECONNREFUSED 127.0.0.1:1'),
      { code: 'ECONNREFUSED' },
    );
    const wrapped = new Error('fetch failed', {
      cause: new AggregateError([refused]),
    });
    expect(connectionError(wrapped, 'GET x', 'a.test')).toMatchObject({
      code: 'NETWORK',
      retryable: true,
      message: 'GET x: connect ECONNREFUSED 127.0.0.1:1',
    });
  });
});

describe('parseRetryAfter', () => {
  it.each([
    ['3', 3000],
    ['Thu, 01 Jan 1970 00:00:07 GMT', 2000],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s → %s', (value, ms) => {
    expect(parseRetryAfter(value, 5000)).toBe(ms);
  });
});
