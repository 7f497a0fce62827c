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

import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** Certificate and key of one side, PEM; the shape of a TLS Secret. @internal */
export interface TlsFiles {
  'ca.crt': string;
  'tls.crt': string;
  'tls.key': string;
}

/** Both sides of one attempt. @internal */
export interface IssuedCertificates {
  server: TlsFiles;
  client: TlsFiles;
  /** The only name in the server's certificate. */
  serverName: string;
}

const ALGORITHM = {
  name: 'ECDSA',
  namedCurve: 'P-256',
  hash: 'SHA-256',
} as const;
// Clocks of nodes differ.
const BACKDATE_MS = 10 * 60_000;

/**
 * Makes a certificate authority for one attempt, signs one server and one client certificate, and forgets its key:
 * nobody can ever sign a third.
 *
 * @param options - `item`: a few characters of the item's id, for the name; `validMs`: how long, in milliseconds;
 *   `serverName`: what the sender asks for, by default a random name that nobody can have in DNS
 * @internal
 */
export async function issueCertificates(options: {
  item: string;
  validMs: number;
  serverName?: string;
  now?: Date;
}): Promise<IssuedCertificates> {
  const crypto = webcrypto as unknown as Crypto;
  x509.cryptoProvider.set(crypto);
  const now = (options.now ?? new Date()).getTime();
  const notBefore = new Date(now - BACKDATE_MS);
  const notAfter = new Date(now + options.validMs);
  const serverName =
    options.serverName ??
    `${options.item}-${randomBytes(8).toString(
      'hex',
    )}.direct-migration.invalid`;
  const caKeys = await crypto.subtle.generateKey(ALGORITHM, false, [
    'sign',
    'verify',
  ]);
  const ca = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serial(),
      name: `CN=direct-migration ${options.item}`,
      notBefore,
      notAfter,
      signingAlgorithm: ALGORITHM,
      keys: caKeys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
      ],
    },
    crypto,
  );

  async function leaf(
    commonName: string,
    usage: x509.ExtendedKeyUsage,
    dns?: string,
  ): Promise<TlsFiles> {
    const keys = await crypto.subtle.generateKey(ALGORITHM, true, [
      'sign',
      'verify',
    ]);
    const certificate = await x509.X509CertificateGenerator.create(
      {
        serialNumber: serial(),
        subject: `CN=${commonName}`,
        issuer: ca.subject,
        notBefore,
        notAfter,
        signingAlgorithm: ALGORITHM,
        publicKey: keys.publicKey,
        signingKey: caKeys.privateKey,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(
            x509.KeyUsageFlags.digitalSignature,
            true,
          ),
          new x509.ExtendedKeyUsageExtension([usage]),
          await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
          ...(dns
            ? [
                new x509.SubjectAlternativeNameExtension([
                  { type: 'dns', value: dns },
                ]),
              ]
            : []),
        ],
      },
      crypto,
    );
    const key = Buffer.from(
      await crypto.subtle.exportKey('pkcs8', keys.privateKey),
    );
    return {
      'ca.crt': `${ca.toString('pem')}\n`,
      'tls.crt': `${certificate.toString('pem')}\n`,
      'tls.key': `-----BEGIN PRIVATE KEY-----\n${key
        .toString('base64')
        .replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
    };
  }

  return {
    serverName,
    server: await leaf(
      'receiver',
      x509.ExtendedKeyUsage.serverAuth,
      serverName,
    ),
    client: await leaf('sender', x509.ExtendedKeyUsage.clientAuth),
  };
}

function serial(): string {
  // Positive, as RFC 5280 wants it.
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] % 127) + 1;
  return bytes.toString('hex');
}
