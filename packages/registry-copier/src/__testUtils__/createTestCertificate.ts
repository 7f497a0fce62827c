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
import { randomUUID, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

function pem(label: string, der: ArrayBuffer): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return [
    `-----BEGIN ${label}-----`,
    ...lines,
    `-----END ${label}-----`,
    '',
  ].join('\n');
}

/** A CA and a server certificate of it for these DNS names and for 127.0.0.1, all in PEM. */
export async function createTestCertificate(
  ...names: string[]
): Promise<{ ca: string; cert: string; key: string }> {
  const crypto = webcrypto as Crypto;
  const validity = {
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
  };
  const caKeys = await crypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]);
  const ca = await X509CertificateGenerator.createSelfSigned(
    {
      // Two CAs of one name could not be told apart.
      name: `CN=test registry CA ${randomUUID()}`,
      keys: caKeys,
      signingAlgorithm: ALGORITHM,
      ...validity,
      extensions: [new BasicConstraintsExtension(true, undefined, true)],
    },
    crypto,
  );
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]);
  const cert = await X509CertificateGenerator.create(
    {
      subject: 'CN=test registry',
      issuer: ca.subject,
      publicKey: keys.publicKey,
      signingKey: caKeys.privateKey,
      signingAlgorithm: ALGORITHM,
      ...validity,
      extensions: [
        new SubjectAlternativeNameExtension([
          { type: 'ip', value: '127.0.0.1' },
          ...names.map(value => ({ type: 'dns' as const, value })),
        ]),
      ],
    },
    crypto,
  );
  return {
    ca: ca.toString('pem'),
    cert: cert.toString('pem'),
    key: pem(
      'PRIVATE KEY',
      await crypto.subtle.exportKey('pkcs8', keys.privateKey),
    ),
  };
}
