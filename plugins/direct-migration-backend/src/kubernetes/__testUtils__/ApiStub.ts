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

import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { issueCertificates } from '../../engines/certificates/issueCertificates';

type Handler = (
  request: IncomingMessage & { text: string },
  response: ServerResponse,
) => void;

/** A local HTTPS server whose answers a test gives. */
export class ApiStub {
  readonly requests: {
    method: string;
    url: string;
    headers: IncomingMessage['headers'];
    text: string;
  }[] = [];
  handler: Handler = (_, response) => response.writeHead(404).end('{}');
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();

  private constructor(server: Server, readonly ca: string) {
    this.#server = server;
  }

  static async start(
    options: { validMs?: number; name?: string } = {},
  ): Promise<ApiStub> {
    const { server, client } = await issueCertificates({
      item: 'stub',
      validMs: options.validMs ?? 3_600_000,
      serverName: options.name ?? 'localhost',
    });
    const https = createServer({
      cert: server['tls.crt'],
      key: server['tls.key'],
      ca: server['ca.crt'],
      requestCert: true,
      rejectUnauthorized: false,
    });
    const stub = new ApiStub(https, server['ca.crt']);
    stub.client = { certData: client['tls.crt'], keyData: client['tls.key'] };
    https.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        stub.requests.push({
          method: request.method!,
          url: request.url!,
          headers: request.headers,
          text,
        });
        stub.handler(Object.assign(request, { text }), response);
      });
    });
    https.on('tlsClientError', () => {});
    https.on('connection', socket => {
      stub.#sockets.add(socket);
      socket.on('close', () => stub.#sockets.delete(socket));
    });
    await new Promise<void>(resolve => https.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  /** A client certificate of the server's CA. */
  client!: { certData: string; keyData: string };

  get url(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers every request with this. */
  answer(
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): void {
    this.handler = (_, response) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
  }

  async stop(): Promise<void> {
    this.#sockets.forEach(socket => socket.destroy());
    await new Promise(resolve => this.#server.close(resolve));
  }
}
