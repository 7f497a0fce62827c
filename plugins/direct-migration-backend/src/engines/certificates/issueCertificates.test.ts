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

import { X509Certificate } from 'node:crypto';
import { connect, createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { issueCertificates } from './issueCertificates';

async function handshake(
  server: { cert: string; key: string; ca: string },
  client: { cert?: string; key?: string; ca: string; servername: string },
): Promise<string> {
  const listener = createServer({
    ...server,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
  });
  listener.on('secureConnection', socket => socket.end('hello'));
  listener.on('tlsClientError', () => {});
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
  try {
    return await new Promise((resolve, reject) => {
      const socket = connect({
        host: '127.0.0.1',
        port: (listener.address() as AddressInfo).port,
        ...client,
      });
      socket.on('data', data => resolve(data.toString()));
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('closed')));
    });
  } finally {
    listener.close();
  }
}

describe('issueCertificates', () => {
  it('makes both sides trust each other, and nobody else', async () => {
    const one = await issueCertificates({
      item: 'abcd1234',
      validMs: 3_600_000,
    });
    const other = await issueCertificates({
      item: 'abcd1234',
      validMs: 3_600_000,
    });
    const server = {
      cert: one.server['tls.crt'],
      key: one.server['tls.key'],
      ca: one.server['ca.crt'],
    };
    const client = {
      cert: one.client['tls.crt'],
      key: one.client['tls.key'],
      ca: one.client['ca.crt'],
      servername: one.serverName,
    };
    await expect(handshake(server, client)).resolves.toBe('hello');
    await expect(
      handshake(server, { ca: client.ca, servername: one.serverName }),
    ).rejects.toThrow();
    await expect(
      handshake(server, {
        ...client,
        cert: other.client['tls.crt'],
        key: other.client['tls.key'],
      }),
    ).rejects.toThrow();
    await expect(
      handshake(server, { ...client, ca: other.client['ca.crt'] }),
    ).rejects.toThrow();
    await expect(
      handshake(server, { ...client, servername: other.serverName }),
    ).rejects.toThrow(/altnames/);
    // The client's certificate does not make a server.
    await expect(
      handshake({ ...server, cert: client.cert, key: client.key }, client),
    ).rejects.toThrow();
  });

  it('limits the certificates in time and use', async () => {
    const now = new Date('2026-01-01T00:00:00Z');
    const { server, serverName } = await issueCertificates({
      item: 'abcd1234',
      validMs: 86_400_000,
      now,
    });
    const ca = new X509Certificate(server['ca.crt']);
    const certificate = new X509Certificate(server['tls.crt']);
    expect(new Date(certificate.validTo)).toEqual(
      new Date('2026-01-02T00:00:00Z'),
    );
    expect(certificate.ca).toBe(false);
    expect(ca.ca).toBe(true);
    expect(certificate.verify(ca.publicKey)).toBe(true);
    expect(certificate.subjectAltName).toBe(`DNS:${serverName}`);
    expect(serverName).toMatch(
      /^abcd1234-[0-9a-f]{16}\.direct-migration\.invalid$/,
    );
    expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe(
      'prime256v1',
    );
  });
});
