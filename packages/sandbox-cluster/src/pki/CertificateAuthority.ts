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
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 24 * 3600 * 1000;

/**
 * A certificate with its key, both as PEM.
 * @internal
 */
export interface KeyPair {
  cert: string;
  key: string;
}

/**
 * The cluster's own certificate authority. Its key and certificate are kept, so that clients trust a cluster that was
 * started again.
 * @internal
 */
export class CertificateAuthority {
  readonly caPem: string;
  readonly #certificate: x509.X509Certificate;
  readonly #key: webcrypto.CryptoKey;

  private constructor(cert: x509.X509Certificate, key: webcrypto.CryptoKey) {
    this.#certificate = cert;
    this.#key = key;
    this.caPem = `${cert.toString('pem')}\n`;
  }

  /** Reads the authority of a folder, or makes one there. */
  static async open(directory: string): Promise<CertificateAuthority> {
    x509.cryptoProvider.set(webcrypto as any);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const certFile = join(directory, 'ca.crt');
    const keyFile = join(directory, 'ca.key');
    if (existsSync(certFile) && existsSync(keyFile)) {
      const der = x509.PemConverter.decodeFirst(readFileSync(keyFile, 'utf8'));
      const key = await webcrypto.subtle.importKey(
        'pkcs8',
        der,
        ALGORITHM,
        true,
        ['sign'],
      );
      const cert = new x509.X509Certificate(readFileSync(certFile, 'utf8'));
      return new CertificateAuthority(cert, key);
    }
    const keys = await generateKeys();
    const cert = await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: 'CN=sandbox-ca',
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + 3650 * DAY),
      signingAlgorithm: ALGORITHM,
      keys: keys as any,
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(
          // eslint-disable-next-line no-bitwise
          x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
          true,
        ),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as any),
      ],
    });
    const ca = new CertificateAuthority(cert, keys.privateKey);
    writeFileSync(keyFile, await exportKey(keys.privateKey), { mode: 0o600 });
    writeFileSync(certFile, ca.caPem);
    return ca;
  }

  /** A server certificate for host names and addresses. */
  async issue(hosts: string[]): Promise<KeyPair> {
    const keys = await generateKeys();
    const cert = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: `CN=${hosts[0]}`,
      issuer: this.#certificate.subject,
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + 365 * DAY),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey as any,
      signingKey: this.#key as any,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.ExtendedKeyUsageExtension([
          x509.ExtendedKeyUsage.serverAuth,
          x509.ExtendedKeyUsage.clientAuth,
        ]),
        new x509.SubjectAlternativeNameExtension(
          hosts.map(value => ({
            type: isIP(value) ? ('ip' as const) : ('dns' as const),
            value,
          })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(
          this.#certificate.publicKey,
        ),
      ],
    });
    return {
      cert: `${cert.toString('pem')}\n`,
      key: await exportKey(keys.privateKey),
    };
  }
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = await webcrypto.subtle.exportKey('pkcs8', key);
  return `${x509.PemConverter.encode(der, 'PRIVATE KEY')}\n`;
}

/** Positive and without leading zeros, as DER wants it. */
function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  // eslint-disable-next-line no-bitwise
  bytes[0] = (bytes[0] & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}
