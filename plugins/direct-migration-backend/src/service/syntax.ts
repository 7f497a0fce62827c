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

import { MigrationError } from '../errors/MigrationError';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUANTITY =
  /^\+?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[kMGTPE]|[eE]\+?[0-9]{1,2})?$/;
const REPOSITORY =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const PLATFORM = /^[a-z0-9]+\/[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)?$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** A mistake in what was sent. */
export function invalidInput(options: {
  field: string;
  message: string;
  hint?: string;
  code?: string;
}): MigrationError {
  return new MigrationError({
    kind: 'InputError',
    ...options,
    code: options.code ?? 'INVALID_INPUT',
  });
}

/** @throws MigrationError unless the value may be the name of a namespace */
export function checkDnsLabel(value: string, field: string): void {
  if (!DNS_LABEL.test(value)) {
    throw invalidInput({
      field,
      message: `'${value}' is not a valid name: at most 63 characters a-z, 0-9 and -, beginning and ending with a letter or digit`,
      hint: 'Use the name as the cluster shows it.',
    });
  }
}

/** @throws MigrationError unless the value may be the name of a PersistentVolumeClaim or a storage class */
export function checkDnsSubdomain(value: string, field: string): void {
  if (value.length > 253 || !DNS_SUBDOMAIN.test(value)) {
    throw invalidInput({
      field,
      message: `'${value}' is not a valid name: at most 253 characters a-z, 0-9, - and ., each part beginning and ending with a letter or digit`,
      hint: 'Use the name as the cluster shows it.',
    });
  }
}

/** @throws MigrationError unless the value is a quantity of bytes above zero */
export function checkQuantity(value: string, field: string): void {
  const match = value.length <= 40 ? QUANTITY.exec(value) : undefined;
  if (!match || !(Number(match[1]) > 0)) {
    throw invalidInput({
      field,
      message: `'${value}' is not a quantity of storage above zero`,
      hint: 'For example 500Mi, 10Gi or 1.5Ti.',
    });
  }
}

/** @throws MigrationError unless the value may be the path of an image repository */
export function checkRepository(value: string, field: string): void {
  if (value.length > 255 || !REPOSITORY.test(value)) {
    throw invalidInput({
      field,
      message: `'${value}' is not the path of an image repository`,
      hint: 'Give the path inside the registry, without host, tag and digest, for example shop/web.',
    });
  }
}

/** @throws MigrationError unless the value may be a tag */
export function checkTag(value: string, field: string): void {
  if (!TAG.test(value)) {
    throw invalidInput({
      field,
      message: `'${value}' is not a valid image tag`,
      hint: 'At most 128 letters, digits, _, . and -, not beginning with . or -.',
    });
  }
}

/** @throws MigrationError unless the value may be the digest of a manifest */
export function checkDigest(value: string, field: string): void {
  if (!DIGEST.test(value)) {
    throw invalidInput({
      field,
      message: `'${value}' is not the digest of an image`,
      hint: 'For example sha256: and 64 digits 0-9 a-f.',
    });
  }
}

/** @throws MigrationError unless the value may be a platform, os/architecture[/variant] */
export function checkPlatform(value: string, field: string): void {
  if (value.length > 100 || !PLATFORM.test(value)) {
    throw invalidInput({
      field,
      message: `'${value}' is not a platform`,
      hint: 'Give os/architecture or os/architecture/variant, for example linux/amd64 or linux/arm64/v8.',
    });
  }
}
