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

import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** An HTTP proxy that knows CONNECT only. */
export class ConnectProxy {
  /** `host:port` that clients asked for. */
  readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param options - `credentials`: `user:password` that it insists on */
  static async start(
    options: { credentials?: string } = {},
  ): Promise<ConnectProxy> {
    const server = createServer((_, response) => response.writeHead(405).end());
    const proxy = new ConnectProxy(server);
    server.on('connection', socket => proxy.track(socket));
    server.on('connect', (request, client: Socket, head: Buffer) => {
      const wanted =
        options.credentials &&
        Buffer.from(options.credentials).toString('base64');
      // The scheme's case does not matter, and stunnel writes it small.
      const [, given] =
        /^basic (.*)$/i.exec(request.headers['proxy-authorization'] ?? '') ??
        [];
      client.on('error', () => client.destroy());
      if (wanted && given !== wanted) {
        client.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\nContent-Length: 0\r\n\r\n',
        );
        return;
      }
      proxy.asked.push(request.url ?? '');
      const [, host, port] = /^\[?(.*?)\]?:(\d+)$/.exec(
        request.url ?? '',
      ) as RegExpExecArray;
      const upstream = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.write(head);
        client.pipe(upstream).pipe(client);
      });
      proxy.track(upstream);
      upstream.on('error', () =>
        client.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'),
      );
      client.on('close', () => upstream.destroy());
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private track(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
  }

  async stop(): Promise<void> {
    this.sockets.forEach(socket => socket.destroy());
    await new Promise(done => this.server.close(done));
  }
}
