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
import { webcrypto } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const crypto = webcrypto as unknown as Crypto;
x509.cryptoProvider.set(crypto);

function keys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]) as Promise<CryptoKeyPair>;
}

async function pem(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(
    await crypto.subtle.exportKey('pkcs8', key),
    'PRIVATE KEY',
  );
}

/**
 * Writes folders for `--tls`: `<dir>/server` and `<dir>/client`, signed by one new CA.
 * @param options - `notAfter` is when the two certificates expire; in an hour by default
 */
export async function testCertificates(
  dir: string,
  options: { serverName: string; notAfter?: Date },
): Promise<{ server: string; client: string }> {
  const notBefore = new Date(Date.now() - 7_200_000);
  const notAfter = options.notAfter ?? new Date(Date.now() + 3_600_000);
  const caKeys = await keys();
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=test attempt',
    notBefore,
    notAfter: new Date(Date.now() + 3_600_000),
    keys: caKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  const sign = async (
    role: 'server' | 'client',
    serialNumber: string,
  ): Promise<string> => {
    const own = await keys();
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber,
      subject: `CN=${role}`,
      issuer: ca.subject,
      notBefore,
      notAfter,
      publicKey: own.publicKey,
      signingKey: caKeys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.ExtendedKeyUsageExtension([
          role === 'server'
            ? x509.ExtendedKeyUsage.serverAuth
            : x509.ExtendedKeyUsage.clientAuth,
        ]),
        ...(role === 'server'
          ? [
              new x509.SubjectAlternativeNameExtension([
                { type: 'dns', value: options.serverName },
              ]),
            ]
          : []),
      ],
    });
    const folder = join(dir, role);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'ca.crt'), ca.toString('pem'));
    await writeFile(join(folder, 'tls.crt'), certificate.toString('pem'));
    await writeFile(join(folder, 'tls.key'), await pem(own.privateKey), {
      mode: 0o600,
    });
    return folder;
  };
  return {
    server: await sign('server', '02'),
    client: await sign('client', '03'),
  };
}
