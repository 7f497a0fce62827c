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

/** Status line and headers of a response. */
export interface ResponseHead {
  status: number;
  /** By name in lower case; those that came more than once are joined by commas. */
  headers: Map<string, string>;
  /** Its length in bytes, or how else its end is told. */
  body: number | 'chunked' | 'untilClose';
  /** Whether the connection can carry another request. */
  keepAlive: boolean;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: .*)?$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;

function parseHeaders(lines: string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = HEADER.exec(line) ?? [];
    if (name === undefined) {
      throw new Error('the answer has a malformed header');
    }
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return headers;
}

function lengthOf(headers: Map<string, string>): number | undefined {
  const text = headers.get('content-length');
  if (text === undefined) {
    return undefined;
  }
  const [first, ...others] = text.split(', ');
  const length = Number(first);
  if (
    !/^\d+$/.test(first) ||
    !Number.isSafeInteger(length) ||
    others.some(other => other !== first)
  ) {
    throw new Error('the answer has a malformed Content-Length');
  }
  return length;
}

/**
 * Reads the head of an HTTP/1.1 response.
 *
 * @param text - without the empty line at its end
 * @param method - of the request
 * @throws Error when it is malformed
 */
export function parseHead(text: string, method: string): ResponseHead {
  const [statusLine, ...lines] = text.split('\r\n');
  const [, minor, code] = STATUS_LINE.exec(statusLine) ?? [];
  if (code === undefined) {
    throw new Error('the answer is not HTTP/1.1');
  }
  const status = Number(code);
  const headers = parseHeaders(lines);
  const length = lengthOf(headers);
  const coding = headers.get('transfer-encoding')?.toLowerCase();
  const options = (headers.get('connection') ?? '')
    .toLowerCase()
    .split(/[ \t]*,[ \t]*/);
  const keepAlive =
    minor === '1' ? !options.includes('close') : options.includes('keep-alive');
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) {
    return { status, headers, body: 0, keepAlive };
  }
  if (coding !== undefined) {
    if (coding !== 'chunked') {
      throw new Error(`the answer is encoded as ${coding}`);
    }
    // With a length besides, somebody on the way may have understood it otherwise.
    return {
      status,
      headers,
      body: 'chunked',
      keepAlive: keepAlive && length === undefined,
    };
  }
  return length === undefined
    ? { status, headers, body: 'untilClose', keepAlive: false }
    : { status, headers, body: length, keepAlive };
}
