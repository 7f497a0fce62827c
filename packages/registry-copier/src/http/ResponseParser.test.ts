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

import { ResponseParser } from './ResponseParser';
import type { ResponseHead } from './parseHead';

interface Read {
  head?: ResponseHead;
  body: string;
  ended: boolean;
}

function read(
  text: string,
  options: { method?: string; pieces?: number; closed?: boolean } = {},
): Read {
  const result: Read = { body: '', ended: false };
  const parser = new ResponseParser({
    method: options.method ?? 'GET',
    head: head => {
      result.head = head;
    },
    body: bytes => {
      result.body += bytes.toString('latin1');
    },
    end: () => {
      result.ended = true;
    },
  });
  const bytes = Buffer.from(text, 'latin1');
  const step = options.pieces ?? bytes.length;
  for (let i = 0; i < bytes.length; i += step) {
    parser.execute(bytes.subarray(i, i + step));
  }
  if (options.closed) {
    parser.finish();
  }
  return result;
}

const fixed =
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-One:  a \r\nx-one: b\r\n\r\nhello';
const chunked =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\nA\r\n, you all.\r\n0\r\nTrailer: t\r\n\r\n';

describe('ResponseParser', () => {
  it.each([1, 2, 3, 7, 1000])(
    'reads answers that come %d bytes at a time',
    pieces => {
      const one = read(fixed, { pieces });
      expect(one).toMatchObject({ body: 'hello', ended: true });
      expect(one.head).toMatchObject({
        status: 200,
        body: 5,
        keepAlive: true,
      });
      expect(one.head!.headers.get('x-one')).toBe('a, b');
      expect(read(chunked, { pieces })).toMatchObject({
        body: 'hello, you all.',
        ended: true,
        head: { body: 'chunked', keepAlive: true },
      });
      expect(
        read(`HTTP/1.1 100 Continue\r\n\r\n${fixed}`, { pieces }),
      ).toMatchObject({ body: 'hello', head: { status: 200 } });
    },
  );

  it('knows answers that have no body', () => {
    expect(read(fixed.slice(0, -5), { method: 'HEAD' }).ended).toBe(true);
    expect(read('HTTP/1.1 204 No Content\r\n\r\n').ended).toBe(true);
    expect(read('HTTP/1.1 304\r\nContent-Length: 9\r\n\r\n').ended).toBe(true);
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n').ended).toBe(
      true,
    );
  });

  it('takes the end of the connection for the end of a body only where nothing else tells it', () => {
    const open = 'HTTP/1.0 200 OK\r\n\r\nhel';
    expect(read(open)).toMatchObject({ body: 'hel', ended: false });
    expect(read(open, { closed: true })).toMatchObject({
      body: 'hel',
      ended: true,
      head: { keepAlive: false },
    });
    expect(() => read(fixed.slice(0, -1), { closed: true })).toThrow(
      'in the middle of the answer',
    );
    expect(() => read(chunked.slice(0, -2), { closed: true })).toThrow(
      'in the middle of the answer',
    );
    expect(() => read('', { closed: true })).toThrow('without an answer');
  });

  it('knows whether the connection stays', () => {
    const keepAlive = (text: string) => read(text).head!.keepAlive;
    expect(keepAlive(fixed.replace('X-One:  a', 'Connection: X, Close'))).toBe(
      false,
    );
    expect(keepAlive(fixed.replace('1.1', '1.0'))).toBe(false);
    expect(
      keepAlive(
        fixed
          .replace('1.1', '1.0')
          .replace('X-One:  a', 'Connection: keep-alive'),
      ),
    ).toBe(true);
    // Somebody on the way may have believed the length.
    expect(
      keepAlive(chunked.replace('\r\n\r\n', '\r\nContent-Length: 3\r\n\r\n')),
    ).toBe(false);
  });

  it.each([
    ['something else', 'SSH-2.0-OpenSSH\r\n\r\n', 'not HTTP/1.1'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n', 'not HTTP/1.1'],
    ['another protocol', 'HTTP/1.1 101 x\r\n\r\n', 'another protocol'],
    [
      'a folded header',
      'HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n',
      'malformed header',
    ],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n',
      'malformed Content-Length',
    ],
    [
      'a negative length',
      'HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n',
      'malformed Content-Length',
    ],
    [
      'an unknown encoding',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n',
      'encoded as gzip, chunked',
    ],
    [
      'a chunk without a size',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n',
      'no size',
    ],
    [
      'a chunk that is too long',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n',
      'longer than it says',
    ],
    ['more than was announced', `${fixed}!`, 'longer than it says'],
    [
      'a head without end',
      `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(20_000)}`,
      'too long',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text, { pieces: 1 })).toThrow(message);
  });
});
