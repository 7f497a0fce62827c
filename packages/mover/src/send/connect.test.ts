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

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { testCertificates } from '../__testUtils__/testCertificates';
import {
  buildBundle,
  freePort,
  SERVER_NAME,
  Transfer,
} from '../__testUtils__/Transfer';

jest.setTimeout(120_000);

describe('a sender that is there before its receiver', () => {
  let dir: string;
  let bundle: string;
  let transfer: Transfer;
  const servers: Server[] = [];

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'mover-connect-'));
    bundle = buildBundle(dir);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  beforeEach(async () => {
    transfer = await Transfer.create(bundle);
    writeFileSync(join(transfer.source, 'file'), 'content');
  });
  afterEach(async () => {
    await transfer.dispose();
    servers.splice(0).forEach(server => server.close());
  });

  /** Opens one answer after the other: each gets the next connection on which a word is said. */
  async function answer(
    answers: Array<(socket: Socket, first: Buffer) => void>,
  ): Promise<{ port: number; asked: () => number }> {
    let asked = 0;
    const server = createServer(socket => {
      socket.on('error', () => {});
      socket.once('data', first => {
        socket.pause();
        const next = answers[Math.min(asked, answers.length - 1)];
        asked += 1;
        next(socket, first);
      });
    });
    servers.push(server);
    const port = await freePort();
    await new Promise<void>(done => server.listen(port, '127.0.0.1', done));
    return { port, asked: () => asked };
  }

  function passTo(port: number) {
    return (socket: Socket, first: Buffer) => {
      const upstream = connect(port, '127.0.0.1');
      upstream.on('error', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
      upstream.write(first);
      socket.pipe(upstream).pipe(socket);
    };
  }

  /** A TLS server with a certificate of another CA. */
  async function somebodyElse(
    options: { maxVersion?: 'TLSv1.2' } = {},
  ): Promise<number> {
    const other = await testCertificates(join(transfer.dir, 'other'), {
      serverName: SERVER_NAME,
    });
    const port = await freePort();
    const server = createTlsServer({
      cert: readFileSync(join(other.server, 'tls.crt')),
      key: readFileSync(join(other.server, 'tls.key')),
      ...options,
    });
    server.on('tlsClientError', () => {});
    server.on('secureConnection', socket => socket.on('error', () => {}));
    servers.push(server);
    await new Promise<void>(done => server.listen(port, '127.0.0.1', done));
    return port;
  }

  it('waits while a router says what it says of an endpoint that is not there yet', async () => {
    await transfer.receive().phase('listening');
    const router = await answer([
      socket => socket.resetAndDestroy(),
      socket => socket.end('HTTP/1.0 503 Service Unavailable\r\n\r\n'),
      socket => socket.destroy(),
      passTo(await somebodyElse()),
      passTo(await somebodyElse({ maxVersion: 'TLSv1.2' })),
      passTo(transfer.port),
    ]);
    transfer.port = router.port;
    // such an answer is good for so long as that; the default is shorter than a slow machine may take
    const sender = transfer.send(['--auth-grace', '60']);
    expect(await sender.result()).toMatchObject({ status: 'succeeded' });
    expect(readFileSync(join(transfer.target, 'file'), 'utf8')).toBe('content');
    const causes = sender.lines.flatMap(line =>
      line.type === 'log' && /does not answer yet/.test(line.message)
        ? [line.message]
        : [],
    );
    expect(causes).toHaveLength(5);
    expect(causes[3]).toMatch(/certificate verify failed|self-signed/);
    expect(causes[4]).toMatch(/protocol version/);
  });

  it('starts no process while nobody listens', async () => {
    const bin = join(transfer.dir, 'bin');
    const count = join(transfer.dir, 'count');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'stunnel'),
      `#!/bin/sh\necho >>'${count}'\nPATH=\${PATH#*:} exec stunnel "$@"\n`,
      { mode: 0o755 },
    );
    const sender = transfer.send([], {
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    await sender.line(
      line => line.type === 'log' && /Connection refused/.test(line.message),
    );
    expect(existsSync(count)).toBe(false);
    transfer.receive();
    expect(await sender.result()).toMatchObject({ status: 'succeeded' });
    expect(existsSync(count)).toBe(true);
  });
});
