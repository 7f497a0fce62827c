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

import { Agent, request, RequestOptions } from 'node:https';
import { IncomingMessage } from 'node:http';
import { LineStream } from './LineStream';

/**
 * The cluster that is looked at.
 * @internal
 */
export interface ConformanceTarget {
  server: string;
  caPem: string;
  token: string;
  /** An image with a POSIX shell that is on the node. */
  shellImage: string;
  /** A container's command that answers `hello` to TCP connections at port 8080 of `POD_IP`. */
  serverCommand: string[];
}

/**
 * An answer of the API; the body is parsed when it is JSON.
 * @internal
 */
export interface ApiAnswer {
  status: number;
  body: any;
}

/**
 * A client without any knowledge of Kubernetes, so that nothing of an answer is hidden.
 * @internal
 */
export class ApiClient {
  readonly #target: ConformanceTarget;
  readonly #agent: Agent;

  constructor(target: ConformanceTarget) {
    this.#target = target;
    this.#agent = new Agent({ keepAlive: true, ca: target.caPem });
  }

  close(): void {
    this.#agent.destroy();
  }

  async send(
    method: string,
    path: string,
    body?: any,
    options: { contentType?: string; token?: string } = {},
  ): Promise<ApiAnswer> {
    const response = await this.#open(method, path, body, options);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const isJson = /json/.test(response.headers['content-type'] ?? '');
    return {
      status: response.statusCode ?? 0,
      body: isJson ? JSON.parse(text) : text,
    };
  }

  /** Opens an answer that goes on, by lines; `close` it in the end. */
  async stream(path: string): Promise<LineStream> {
    return new LineStream(await this.#open('GET', path, undefined, {}));
  }

  async #open(
    method: string,
    path: string,
    body: any,
    options: { contentType?: string; token?: string },
  ): Promise<IncomingMessage> {
    const text =
      body === undefined || typeof body === 'string'
        ? body
        : JSON.stringify(body);
    const settings: RequestOptions = {
      method,
      agent: this.#agent,
      headers: {
        authorization: `Bearer ${options.token ?? this.#target.token}`,
        accept: 'application/json',
        ...(text === undefined
          ? {}
          : {
              'content-type': options.contentType ?? 'application/json',
              'content-length': Buffer.byteLength(text),
            }),
      },
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(`${this.#target.server}${path}`, settings);
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      outgoing.end(text);
    });
  }
}
