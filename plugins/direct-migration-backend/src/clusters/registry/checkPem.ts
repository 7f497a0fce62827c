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

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * Why a text is no bundle of certificates; nothing when it is one.
 *
 * @internal
 */
export function pemProblem(text: string): string | undefined {
  const blocks = text.match(BLOCK);
  if (!blocks) {
    return /BEGIN [A-Z ]*PRIVATE KEY/.test(text)
      ? 'is a key, not a certificate'
      : 'is not PEM: it has no line -----BEGIN CERTIFICATE-----';
  }
  for (const [index, block] of blocks.entries()) {
    try {
      // eslint-disable-next-line no-new
      new X509Certificate(block);
    } catch (error) {
      return `is not PEM: certificate ${index + 1} of ${
        blocks.length
      } cannot be read: ${(error as Error).message}`;
    }
  }
  return undefined;
}

/**
 * Whether a bundle holds the end of a chain. One that does not trusts nobody by itself.
 *
 * @internal
 */
export function hasRoot(text: string): boolean {
  return (text.match(BLOCK) ?? []).some(block => {
    try {
      const certificate = new X509Certificate(block);
      return certificate.ca && certificate.checkIssued(certificate);
    } catch {
      return false;
    }
  });
}
