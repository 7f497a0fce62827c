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

/** Checks whose cause has a code under another name already. */
const CODES: Record<string, string> = {
  'permission.missing': 'CLUSTER_FORBIDDEN',
  'plan.sameCluster': 'SAME_SOURCE_AND_TARGET',
  'volume.targetTwice': 'DUPLICATE_TARGET',
};

/** The stable code of a check that blocks, `volume.notFound` → `VOLUME_NOT_FOUND`. */
export function toPreflightCode(id: string): string {
  return (
    CODES[id] ??
    id
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .replace(/[^A-Za-z0-9]+/g, '_')
      .toLocaleUpperCase('en-US')
  );
}

/** The value that all have. */
function common<T>(values: T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

function join(parts: string[]): string {
  const unique = [...new Set(parts)];
  const listed = unique.slice(0, MAX_LISTED).join(' · ');
  const more = unique.length - MAX_LISTED;
  return more > 0 ? `${listed} · and ${more} more` : listed;
}

/**
 * Why a migration cannot start: every reason with its fix. What all of them share, code and field, is the error's own;
 * different causes are `PREFLIGHT_BLOCKED`.
 */
export function preflightBlockedError(preflight: Preflight): MigrationError {
  const blocking = preflight.checks.filter(check => check.level === 'block');
  const reasons = blocking.map(check => `${check.subject}: ${check.message}`);
  const fixes = blocking
    .map((check: PreflightCheck) => check.fix)
    .filter((fix): fix is string => Boolean(fix));
  return new MigrationError({
    code:
      common(blocking.map(check => toPreflightCode(check.id))) ??
      'PREFLIGHT_BLOCKED',
    kind:
      blocking.length > 0 && blocking.every(check => check.field)
        ? 'InputError'
        : 'ConflictError',
    message:
      blocking.length === 1
        ? reasons[0]
        : `The migration cannot start for ${blocking.length} reasons: ${join(
            reasons,
          )}`,
    hint:
      fixes.length > 0
        ? join(fixes)
        : 'Run the preflight of the plan for the details.',
    field: common(blocking.map(check => check.field)),
  });
}
