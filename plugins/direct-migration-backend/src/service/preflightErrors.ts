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

import type {
  Preflight,
  PreflightCheck,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../errors/MigrationError';

/** More checks than this are counted, not listed. */
const MAX_LISTED = 10;

/** `volume.notFound` → `VOLUME_NOT_FOUND` */
function toCode(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLocaleUpperCase('en-US');
}

function join(parts: string[]): string {
  const listed = parts.slice(0, MAX_LISTED).join(' · ');
  const more = parts.length - MAX_LISTED;
  return more > 0 ? `${listed} · and ${more} more` : listed;
}

/**
 * Why a migration cannot start. A single problem speaks for itself: its own code, field and fix; several are listed
 * under `PREFLIGHT_BLOCKED`.
 */
export function preflightBlockedError(preflight: Preflight): MigrationError {
  const blocking = preflight.checks.filter(check => check.level === 'block');
  if (blocking.length === 1) {
    const [check] = blocking;
    return new MigrationError({
      code: toCode(check.id),
      kind: check.field ? 'InputError' : 'ConflictError',
      message: `${check.subject}: ${check.message}`,
      hint: check.fix,
      field: check.field,
    });
  }
  const fixes = blocking
    .map((check: PreflightCheck) => check.fix)
    .filter((fix): fix is string => Boolean(fix));
  return new MigrationError({
    code: 'PREFLIGHT_BLOCKED',
    kind: 'ConflictError',
    message: `The migration cannot start for ${blocking.length} reasons: ${join(
      blocking.map(check => `${check.subject}: ${check.message}`),
    )}`,
    hint:
      fixes.length > 0
        ? join([...new Set(fixes)])
        : 'Run the preflight of the plan for the details.',
  });
}
