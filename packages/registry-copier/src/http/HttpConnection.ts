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

import type { Socket } from 'node:net';
import { BodyQueue } from './BodyQueue';
import { ResponseParser } from './ResponseParser';
import { formatRequest } from './formatRequest';
import type { ResponseHead } from './parseHead';
import { writeBody } from './writeBody';
import type { StreamedBody } from './writeBody';

/** A request as it is written. */
export interface RawRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: Uint8Array | StreamedBody;
  /** Breaks the connection, as long as the answer has not come whole. */
  signal: AbortSignal;
  /** So many bytes of the body were taken by the network. */
  onSent?: (bytes: number) => void;
}

/** An answer of which the head has come; the body comes while it is read. */
export interface RawResponse {
  status: number;
  headers: Map<string, string>;
  body: AsyncIterableIterator<Buffer>;
}

interface Exchange {
  parser: ResponseParser;
  queue?: BodyQueue;
  sent: boolean;
  head?: ResponseHead;
  reject: (error: unknown) => void;
  unlisten: () => void;
}

/** One read of a connection takes no more; all connections share it, since what comes is copied at once. */
const READ_BYTES = 64 * 1024;
const readBuffer = Buffer.allocUnsafeSlow(READ_BYTES);

/**
 * One connection to a server, carrying one request after the other.
 *
 * @internal
 */
export class HttpConnection {
  private socket!: Socket;
  private exchange?: Exchange;
  private failure?: unknown;

  /** @param onFree - called whenever another request could be sent, and once more when it is closed */
  constructor(private readonly onFree: () => void) {}

  /** What a socket must be made with to belong to this connection. */
  get onread(): {
    buffer: Buffer;
    callback: (bytes: number, buffer: Uint8Array) => boolean;
  } {
    return {
      buffer: readBuffer,
      callback: (bytes: number) => this.received(readBuffer.subarray(0, bytes)),
    };
  }

  /** The socket, connected. */
  attach(socket: Socket): void {
    this.socket = socket;
    socket.on('error', error => this.fail(error));
    socket.on('end', () => this.finished());
    socket.on('close', () => this.finished());
    socket.resume();
  }

  /** Whether it can carry another request. */
  get free(): boolean {
    return this.failure === undefined && !this.exchange;
  }

  /**
   * Sends a request and waits for the head of the answer.
   *
   * @throws Error of the connection; what the body of the request throws
   */
  async send(request: RawRequest): Promise<RawResponse> {
    if (this.failure !== undefined) {
      throw this.failure;
    }
    const { signal } = request;
    if (signal.aborted) {
      // Nothing was sent: it is as good as before.
      this.onFree();
      throw signal.reason;
    }
    const onAbort = () => this.close(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    return await new Promise<RawResponse>((resolve, reject) => {
      const exchange: Exchange = {
        sent: false,
        reject,
        unlisten: () => signal.removeEventListener('abort', onAbort),
        parser: new ResponseParser({
          method: request.method,
          head: head => {
            exchange.head = head;
            const queue = new BodyQueue({
              length: typeof head.body === 'number' ? head.body : undefined,
              onRoom: () => this.socket.resume(),
              onAbandoned: () => this.close(new Error('not read to its end')),
            });
            exchange.queue = queue;
            const { status, headers } = head;
            resolve({ status, headers, body: queue });
          },
          body: bytes => exchange.queue!.push(bytes),
          end: () => {
            exchange.queue!.end();
            this.settle(exchange);
          },
        }),
      };
      this.exchange = exchange;
      this.write(request, exchange).catch(error => this.close(error));
    });
  }

  /** Breaks it; whoever waits for it gets the reason. */
  close(reason: unknown): void {
    this.fail(reason);
    this.socket.destroy();
  }

  private async write(request: RawRequest, exchange: Exchange): Promise<void> {
    const { socket } = this;
    const { body, onSent } = request;
    const head = formatRequest(request);
    if (body === undefined || body instanceof Uint8Array) {
      socket.write(body?.byteLength ? Buffer.concat([head, body]) : head);
    } else {
      socket.write(head);
      await writeBody(socket, body, {
        onSent,
        // An answer before the end of the request is a refusal: the rest is not wanted.
        unwanted: () => exchange.head !== undefined,
      });
    }
    exchange.sent = true;
    this.settle(exchange);
  }

  /** Once the answer has come whole; unless the request was sent whole, too, the connection is of no more use. */
  private settle(exchange: Exchange): void {
    if (this.exchange !== exchange || !exchange.parser.done) {
      return;
    }
    if (exchange.sent && exchange.head!.keepAlive) {
      this.exchange = undefined;
      exchange.unlisten();
      this.socket.resume();
      this.onFree();
    } else {
      this.close(new Error('the connection is not kept'));
    }
  }

  private received(bytes: Buffer): boolean {
    try {
      if (!this.exchange) {
        throw new Error('an answer came that nobody asked for');
      }
      this.exchange.parser.execute(bytes);
    } catch (error) {
      this.close(error);
      return false;
    }
    // `false` stops reading until the socket is resumed.
    return !this.exchange?.queue?.crowded;
  }

  private finished(): void {
    try {
      this.exchange?.parser.finish();
      this.close(new Error('the connection was closed'));
    } catch (error) {
      this.close(error);
    }
  }

  private fail(error: unknown): void {
    if (this.failure !== undefined) {
      return;
    }
    this.failure = error;
    const { exchange } = this;
    this.exchange = undefined;
    exchange?.unlisten();
    exchange?.reject(error);
    exchange?.queue?.fail(error);
    this.onFree();
  }
}
