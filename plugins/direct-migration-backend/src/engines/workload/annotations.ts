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

import type { JsonObject, JsonValue } from '@backstage/types';
import type { StoppedWorkload } from '../../database/StoppedWorkload';
import type { Workload } from '../../kubernetes/Workload';

const STOPPED_BY_MIGRATION = 'direct-migration.io/stopped-by-migration';
const STOPPED_BY_PLAN = 'direct-migration.io/stopped-by-plan';
const ORIGINAL = 'direct-migration.io/original-';

/** `nodeSelector` → `direct-migration.io/original-node-selector` */
function annotationOf(field: string): string {
  return ORIGINAL + field.replace(/[A-Z]/g, c => `-${c.toLowerCase()}`);
}

function fieldOf(annotation: string): string {
  return annotation
    .slice(ORIGINAL.length)
    .replace(/-(.)/g, (_, c: string) => c.toLocaleUpperCase('en-US'));
}

/**
 * What is written on a workload together with the change that stops it, so that a person can bring it back without our
 * database.
 *
 * @internal
 */
export function stoppedAnnotations(
  workload: Pick<StoppedWorkload, 'migrationId' | 'planId' | 'original'>,
): Record<string, string> {
  return {
    [STOPPED_BY_MIGRATION]: workload.migrationId,
    [STOPPED_BY_PLAN]: workload.planId,
    ...Object.fromEntries(
      Object.entries(workload.original).map(([field, value]) => [
        annotationOf(field),
        JSON.stringify(value),
      ]),
    ),
  };
}

/**
 * A merge patch of annotations that takes everything of ours away.
 *
 * @internal
 */
export function withoutAnnotations(workload: Workload): Record<string, null> {
  return Object.fromEntries(
    Object.keys(workload.metadata?.annotations ?? {})
      .filter(
        key =>
          key === STOPPED_BY_MIGRATION ||
          key === STOPPED_BY_PLAN ||
          key.startsWith(ORIGINAL),
      )
      .map(key => [key, null]),
  );
}

/**
 * What a workload itself says of who stopped it and what it was like before; `undefined` where nobody did.
 *
 * @internal
 */
export function readAnnotations(
  workload: Workload,
): { migrationId: string; planId: string; original: JsonObject } | undefined {
  const annotations = workload.metadata?.annotations ?? {};
  const migrationId = annotations[STOPPED_BY_MIGRATION];
  const planId = annotations[STOPPED_BY_PLAN];
  if (!migrationId || !planId) {
    return undefined;
  }
  const original: JsonObject = {};
  for (const [key, value] of Object.entries(annotations)) {
    if (key.startsWith(ORIGINAL)) {
      original[fieldOf(key)] = parse(value);
    }
  }
  return { migrationId, planId, original };
}

function parse(value: string): JsonValue | undefined {
  try {
    return JSON.parse(value);
  } catch {
    // Somebody has written into it; what is no value restores nothing.
    return undefined;
  }
}
