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

import { RegistryError } from '../model/RegistryError';

const TLS_CODES =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|EPROTO$)/;
const NO_ROOM =
  /quota|no space|insufficient (?:storage|space)|storage (?:limit|resource)|disk (?:is )?full|"Err":28\b/i;

/** An address without its query and user part, which may be secret. */
export function printableUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function rootCause(error: unknown): { code?: string; message: string } {
  let current = error as {
    code?: unknown;
    message?: unknown;
    cause?: unknown;
    errors?: unknown[];
  };
  for (let depth = 0; depth < 5; depth++) {
    const next = current?.cause ?? current?.errors?.[0];
    if (!next || typeof next !== 'object') {
      break;
    }
    current = next;
  }
  return {
    code: typeof current?.code === 'string' ? current.code : undefined,
    message: String(current?.message || current?.code || current),
  };
}

/**
 * The error for a request that got no answer.
 *
 * @param what - the request, `GET https://host/path`
 */
export function connectionError(
  error: unknown,
  what: string,
  host: string,
): RegistryError {
  if (error instanceof RegistryError) {
    return error;
  }
  const { code, message } = rootCause(error);
  const own = (error as { code?: unknown })?.code;
  if (
    (code && TLS_CODES.test(code)) ||
    (typeof own === 'string' && TLS_CODES.test(own))
  ) {
    return new RegistryError({
      code: 'TLS',
      message: `${what}: the certificate of ${host} is not trusted: ${message}${
        message.includes(code ?? '') ? '' : ` (${code})`
      }`,
      cause: error,
    });
  }
  return new RegistryError({
    code: 'NETWORK',
    message: `${what}: ${message}${
      code && !message.includes(code) ? ` (${code})` : ''
    }`,
    retryable: true,
    cause: error,
  });
}

function explain(body: Buffer): string {
  const text = body.toString('utf8');
  try {
    const errors: { code?: unknown; message?: unknown }[] =
      JSON.parse(text).errors ?? [];
    const parts = errors.map(({ code, message }) =>
      [code, message].filter(Boolean).join(': '),
    );
    return parts.join('; ').slice(0, 500);
  } catch {
    // Proxies answer with pages, of which the first words say enough.
    return text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200);
  }
}

/** `Retry-After` in milliseconds: seconds or a date. */
export function parseRetryAfter(
  value: string | undefined,
  now = Date.now(),
): number | undefined {
  if (!value) {
    return undefined;
  }
  const ms = /^\d+$/.test(value.trim())
    ? Number(value) * 1000
    : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/**
 * The error for an answer that is not the one hoped for.
 *
 * @param what - the request, `GET https://host/path`
 */
export function responseError(options: {
  what: string;
  status: number;
  body: Buffer;
  retryAfter?: string;
}): RegistryError {
  const { what, status, body } = options;
  const detail = explain(body);
  const message = `${what}: ${status}${detail ? ` ${detail}` : ''}`;
  const retryAfterMs = parseRetryAfter(options.retryAfter);
  if (
    status === 507 ||
    ((status >= 500 || status === 403 || status === 412) &&
      NO_ROOM.test(body.toString('utf8')))
  ) {
    return new RegistryError({ code: 'QUOTA', message, status });
  }
  if (status === 413) {
    return new RegistryError({
      code: 'QUOTA',
      message,
      status,
      hint: 'A proxy in front of the registry limits the size of requests; raise its limit.',
    });
  }
  if (status === 401 || status === 403) {
    return new RegistryError({ code: 'AUTH_FAILED', message, status });
  }
  // An upload that the registry forgot, because it was restarted or is one of several: a new one will do.
  const uploadLost = /BLOB_UPLOAD_/.test(detail);
  if (status === 404 && !uploadLost) {
    return new RegistryError({ code: 'NOT_FOUND', message, status });
  }
  if (status === 429) {
    return new RegistryError({
      code: 'RATE_LIMITED',
      message,
      status,
      retryable: true,
      retryAfterMs,
    });
  }
  if (status >= 500 && status !== 501) {
    return new RegistryError({
      code: 'NETWORK',
      message,
      status,
      retryable: true,
      retryAfterMs,
    });
  }
  if (
    status === 408 ||
    status === 416 ||
    uploadLost ||
    /DIGEST_INVALID|SIZE_INVALID/.test(detail)
  ) {
    const corrupt = /DIGEST_INVALID|SIZE_INVALID/.test(detail);
    return new RegistryError({
      code: corrupt ? 'CORRUPT' : 'NETWORK',
      message,
      status,
      retryable: true,
    });
  }
  return new RegistryError({ code: 'UNSUPPORTED', message, status });
}
