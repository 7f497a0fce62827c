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

import { createRequire } from 'node:module';
import { webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { root } from '../../../../scripts/lib/setup.mjs';

const HOUR = 3_600_000;

/** A CA and a server certificate of it for 127.0.0.1, all in PEM. */
export async function createCertificate() {
  // The libraries are those that the tests of the copier use.
  const require = createRequire(
    join(root, 'packages/registry-copier/package.json'),
  );
  require('reflect-metadata');
  const x509 = require('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const newKeys = () =>
    webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const validity = {
    notBefore: new Date(Date.now() - HOUR),
    notAfter: new Date(Date.now() + 24 * HOUR),
  };
  const caKeys = await newKeys();
  const ca = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=image bench CA',
      keys: caKeys,
      signingAlgorithm: algorithm,
      ...validity,
      extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
    },
    webcrypto,
  );
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create(
    {
      subject: 'CN=image bench registry',
      issuer: ca.subject,
      publicKey: keys.publicKey,
      signingKey: caKeys.privateKey,
      signingAlgorithm: algorithm,
      ...validity,
      extensions: [
        new x509.SubjectAlternativeNameExtension([
          { type: 'ip', value: '127.0.0.1' },
        ]),
      ],
    },
    webcrypto,
  );
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    ca: `${ca.toString('pem')}\n`,
    cert: `${cert.toString('pem')}\n`,
    key: x509.PemConverter.encode(key, 'PRIVATE KEY'),
  };
}
