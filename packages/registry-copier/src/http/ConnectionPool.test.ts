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

import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { createTestCertificate } from '../__testUtils__/createTestCertificate';
import type { RegistryConfig } from '../model/types';
import { ConnectionPool } from './ConnectionPool';
import { createConnector } from './createConnector';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('ConnectionPool', () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  const pools: ConnectionPool[] = [];
  afterEach(async () => {
    pools.splice(0).forEach(pool => pool.close());
    sockets.splice(0).forEach(socket => socket.destroy());
    await Promise.all(
      servers.splice(0).map(server => once(server.close(), 'close')),
    );
  });

  async function serve(
    answer: (socket: Socket, request: string) => void,
    tls?: { cert: string; key: string },
  ) {
    const connections: Socket[] = [];
    const onConnection = (socket: Socket) => {
      connections.push(socket);
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('data', data => answer(socket, String(data)));
    };
    const server = tls
      ? createTlsServer(tls, onConnection)
      : createPlainServer(onConnection);
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    return { connections, host: `127.0.0.1:${port}` };
  }

  function poolFor(
    host: string,
    {
      nearMs = 0,
      patienceMs = 60_000,
      ...config
    }: RegistryConfig & { nearMs?: number; patienceMs?: number },
  ) {
    const pool = new ConnectionPool({
      connector: createConnector({ host, config }),
      connectTimeoutMs: 5_000,
      nearMs,
      patienceMs,
    });
    pools.push(pool);
    const url = new URL(
      `${config.insecureHttp ? 'http' : 'https'}://${host}/v2/`,
    );
    const { signal } = new AbortController();
    return {
      pool,
      send: async (
        options: { chunks?: AsyncIterable<Buffer>; length?: number } = {},
      ) => {
        const { chunks, length = 0 } = options;
        const connection = await pool.acquire(url, signal);
        const response = await connection.send({
          method: chunks ? 'PUT' : 'GET',
          url,
          headers: chunks ? { 'content-length': String(length) } : {},
          body: chunks && { length, chunks },
          signal,
        });
        const parts: Buffer[] = [];
        for await (const part of response.body) {
          parts.push(part);
        }
        return `${response.status} ${Buffer.concat(parts)}`;
      },
    };
  }

  it('sends one request after the other on one connection', async () => {
    const { connections, host } = await serve(socket => socket.write(OK));
    const { send } = poolFor(host, { insecureHttp: true });
    expect(await send()).toBe('200 ok');
    expect(await send()).toBe('200 ok');
    expect(connections).toHaveLength(1);
    expect(await Promise.all([send(), send()])).toEqual(['200 ok', '200 ok']);
    expect(connections).toHaveLength(2);
  });

  it('takes turns on two connections to a registry that is near', async () => {
    const { connections, host } = await serve(socket => socket.write(OK));
    const { send } = poolFor(host, { insecureHttp: true, nearMs: 60_000 });
    await send();
    const answers = await Promise.all(Array.from({ length: 40 }, () => send()));
    expect(new Set(answers)).toEqual(new Set(['200 ok']));
    expect(connections).toHaveLength(2);
  });

  it('opens more to a near registry where both are busy for long', async () => {
    const { connections, host } = await serve((socket, request) => {
      if (request.startsWith('GET')) {
        socket.write(OK);
      }
    });
    const { pool, send } = poolFor(host, {
      insecureHttp: true,
      nearMs: 60_000,
      patienceMs: 5,
    });
    await send();
    async function* endless() {
      await new Promise(() => {});
      yield Buffer.alloc(0);
    }
    const stuck = [1, 2].map(() => send({ chunks: endless(), length: 1 }));
    expect(await send()).toBe('200 ok');
    expect(connections).toHaveLength(3);
    pool.close();
    expect((await Promise.allSettled(stuck)).map(one => one.status)).toEqual([
      'rejected',
      'rejected',
    ]);
  });

  it('opens as many as are asked for to a registry that is far', async () => {
    const { connections, host } = await serve(socket => socket.write(OK));
    const { send } = poolFor(host, { insecureHttp: true, nearMs: 0 });
    await send();
    await Promise.all(Array.from({ length: 6 }, () => send()));
    expect(connections).toHaveLength(6);
  });

  it('takes up a TLS session again', async () => {
    const { ca, cert, key } = await createTestCertificate();
    const { connections, host } = await serve(socket => socket.write(OK), {
      cert,
      key,
    });
    const { send } = poolFor(host, { ca });
    await send();
    await Promise.all([send(), send()]);
    expect(
      connections.map(socket => (socket as TLSSocket).isSessionReused()),
    ).toEqual([false, true]);
  });

  it.each([
    ['says so', OK.replace('\r\n', '\r\nConnection: close\r\n')],
    ['sends too much', `${OK}HTTP/1.1 200 OK\r\n\r\n`],
  ])('does not use a connection again that %s', async (_, text) => {
    const { connections, host } = await serve(socket => socket.write(text));
    const { send } = poolFor(host, { insecureHttp: true });
    await send();
    await send();
    expect(connections).toHaveLength(2);
  });

  it('does not use a connection again that was closed while it lay idle', async () => {
    const { connections, host } = await serve(socket => socket.end(OK));
    const { send } = poolFor(host, { insecureHttp: true });
    await send();
    await once(connections[0], 'close');
    expect(await send()).toBe('200 ok');
    expect(connections).toHaveLength(2);
  });

  it('stops sending where the answer comes first, and gives the connection up', async () => {
    const { connections, host } = await serve((socket, request) => {
      if (request.startsWith('PUT')) {
        socket.write(OK.replace('200', '413'));
      }
    });
    const { send } = poolFor(host, { insecureHttp: true });
    let asked = 0;
    let returned = false;
    async function* endless() {
      try {
        for (;;) {
          asked += 1;
          yield Buffer.alloc(100_000);
          await new Promise(resolve => setTimeout(resolve, 1));
        }
      } finally {
        returned = true;
      }
    }
    expect(await send({ chunks: endless(), length: 2 ** 40 })).toBe('413 ok');
    await once(connections[0], 'close');
    while (!returned) {
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(asked).toBeLessThan(10_000);
  });

  it.each([
    ['breaks', 'the source broke', 10],
    ['is too short', 'has not the 10 bytes', 10],
    ['is too long', 'has not the 2 bytes', 2],
  ])('breaks off when the body %s', async (name, message, length) => {
    const { host } = await serve(() => {});
    const { send } = poolFor(host, { insecureHttp: true });
    async function* chunks() {
      yield Buffer.from('abc');
      if (name === 'breaks') {
        throw new Error('the source broke');
      }
    }
    await expect(send({ chunks: chunks(), length })).rejects.toThrow(message);
  });

  it('ends every wait when it is closed', async () => {
    const { connections, host } = await serve(() => {});
    const { pool, send } = poolFor(host, { insecureHttp: true });
    const sending = send();
    while (!connections.length) {
      await new Promise(resolve => setImmediate(resolve));
    }
    pool.close();
    await expect(sending).rejects.toThrow('not used any more');
  });

  it('ends the wait for a connection when it is closed, and when the signal says so', async () => {
    // A server that takes connections and never speaks TLS.
    const { connections, host } = await serve(() => {});
    const { ca } = await createTestCertificate();
    const { pool, send } = poolFor(host, { ca });
    const sending = send();
    while (!connections.length) {
      await new Promise(resolve => setImmediate(resolve));
    }
    pool.close();
    await expect(sending).rejects.toThrow('not used any more');

    const abort = new AbortController();
    const waiting = poolFor(host, { ca }).pool.acquire(
      new URL(`https://${host}/`),
      abort.signal,
    );
    while (connections.length < 2) {
      await new Promise(resolve => setImmediate(resolve));
    }
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('gives up on a connection that does not come about', async () => {
    const { host } = await serve(() => {});
    const { ca } = await createTestCertificate();
    const pool = new ConnectionPool({
      connector: createConnector({ host, config: { ca } }),
      connectTimeoutMs: 50,
    });
    pools.push(pool);
    await expect(
      pool.acquire(new URL(`https://${host}/`), new AbortController().signal),
    ).rejects.toThrow('no connection within 0.05 s');
  });
});
