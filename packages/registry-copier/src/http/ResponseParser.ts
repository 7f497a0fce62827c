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

import { parseHead } from './parseHead';
import type { ResponseHead } from './parseHead';

const CRLF = '\r\n';
const END_OF_HEAD = '\r\n\r\n';
const HEAD_LIMIT = 64 * 1024;
const LINE_LIMIT = 8 * 1024;

type State =
  | 'head'
  | 'fixed'
  | 'untilClose'
  | 'chunkSize'
  | 'chunk'
  | 'chunkEnd'
  | 'trailers'
  | 'done';

/** What an answer is made of. */
export interface ResponseEvents {
  head(head: ResponseHead): void;
  /** Of memory that is used again afterwards. */
  body(bytes: Buffer): void;
  end(): void;
}

/**
 * Reads one HTTP/1.1 response as it comes in. Strict: what is not well-formed is an error and never guessed at.
 *
 * @internal
 */
export class ResponseParser {
  private state: State = 'head';
  private line = Buffer.alloc(0);
  /** Bytes of the body, or of its present chunk, that are still to come. */
  private left = 0;

  /** @param options - `method`: of the request, since the answer to a HEAD has no body */
  constructor(private readonly options: { method: string } & ResponseEvents) {}

  /** Whether the whole response has come. */
  get done(): boolean {
    return this.state === 'done';
  }

  /** @throws Error when this is no HTTP */
  execute(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length) {
      rest = this.step(rest);
    }
  }

  /**
   * The connection was closed by the other side.
   *
   * @throws Error when the response was not complete
   */
  finish(): void {
    if (this.state === 'untilClose') {
      this.complete();
    } else if (this.state !== 'done') {
      throw new Error(
        this.state === 'head' && !this.line.length
          ? 'the connection was closed without an answer'
          : 'the connection was closed in the middle of the answer',
      );
    }
  }

  private step(bytes: Buffer): Buffer {
    switch (this.state) {
      case 'head': {
        const head = this.until(END_OF_HEAD, HEAD_LIMIT, bytes);
        return head ? this.begin(head.text, head.rest) : Buffer.alloc(0);
      }
      case 'fixed':
      case 'chunk': {
        const part = bytes.subarray(0, this.left);
        this.left -= part.length;
        this.options.body(part);
        if (!this.left) {
          if (this.state === 'fixed') {
            this.complete();
          } else {
            this.state = 'chunkEnd';
          }
        }
        return bytes.subarray(part.length);
      }
      case 'untilClose':
        this.options.body(bytes);
        return Buffer.alloc(0);
      case 'done':
        throw new Error('the answer is longer than it says');
      default: {
        const line = this.until(CRLF, LINE_LIMIT, bytes);
        if (line) {
          this.control(line.text);
        }
        return line ? line.rest : Buffer.alloc(0);
      }
    }
  }

  private begin(text: string, rest: Buffer): Buffer {
    const head = parseHead(text, this.options.method);
    if (head.status < 200) {
      if (head.status === 101) {
        throw new Error('the server wants to speak another protocol');
      }
      return rest;
    }
    this.options.head(head);
    if (head.body === 'chunked') {
      this.state = 'chunkSize';
    } else if (head.body === 'untilClose') {
      this.state = 'untilClose';
    } else {
      this.state = 'fixed';
      this.left = head.body;
      if (!this.left) {
        this.complete();
      }
    }
    return rest;
  }

  /** The lines between the chunks. */
  private control(line: string): void {
    if (this.state === 'chunkEnd') {
      if (line) {
        throw new Error('a chunk is longer than it says');
      }
      this.state = 'chunkSize';
    } else if (this.state === 'trailers') {
      if (!line) {
        this.complete();
      }
    } else {
      const size = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
      if (size === undefined) {
        throw new Error('a chunk has no size');
      }
      this.left = parseInt(size, 16);
      this.state = this.left ? 'chunk' : 'trailers';
    }
  }

  private complete(): void {
    this.state = 'done';
    this.options.end();
  }

  private until(
    mark: string,
    limit: number,
    bytes: Buffer,
  ): { text: string; rest: Buffer } | undefined {
    const all = this.line.length ? Buffer.concat([this.line, bytes]) : bytes;
    const at = all.indexOf(mark, Math.max(0, this.line.length - mark.length));
    if ((at < 0 ? all.length : at) > limit) {
      throw new Error('the head of the answer is too long');
    }
    if (at < 0) {
      this.line = Buffer.from(all);
      return undefined;
    }
    this.line = Buffer.alloc(0);
    return {
      text: all.toString('latin1', 0, at),
      // A copy, should it be of our own memory, is not needed: it is read before anything else comes.
      rest: all.subarray(at + mark.length),
    };
  }
}
