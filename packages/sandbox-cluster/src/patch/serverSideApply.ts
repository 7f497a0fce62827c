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

import { isDeepStrictEqual } from 'node:util';
import { StatusError } from '../api/StatusError';
import { KubeObject } from '../types';
import { listKeyOf } from './listKeys';
import { isRecord } from './mergePatch';
import { strategicMergePatch } from './strategicMergePatch';

const UNOWNED = new Set(['apiVersion', 'kind']);
const UNOWNED_METADATA = new Set([
  'name',
  'namespace',
  'managedFields',
  'uid',
  'resourceVersion',
  'creationTimestamp',
]);

/**
 * Server-side apply: merges the configuration, removes what the same manager applied before and no longer has, and refuses
 * (409 Conflict) to change what another manager applied, unless forced.
 * @internal
 */
export function serverSideApply(
  current: KubeObject | undefined,
  config: any,
  options: { manager: string; force: boolean; now: string },
): any {
  const fields = fieldsOf(config, []);
  const entries: any[] = current?.metadata.managedFields ?? [];
  const applied = entries.filter(e => e.operation === 'Apply');
  const mine = applied.find(e => e.manager === options.manager);
  const others = applied.filter(e => e.manager !== options.manager);
  const conflicts = others.flatMap(entry =>
    conflictsWith(entry, fields, current, config),
  );
  if (conflicts.length && !options.force) {
    throw new StatusError({
      code: 409,
      reason: 'Conflict',
      message: `Apply failed with ${conflicts.length} conflict${
        conflicts.length > 1 ? 's' : ''
      }: ${conflicts.map(c => `${c.message}: ${c.field}`).join(', ')}`,
      details: { causes: conflicts },
    });
  }
  const base = structuredClone(current ?? {});
  if (mine) {
    removeOwned(
      base,
      mine.fieldsV1,
      fields,
      others.map(e => e.fieldsV1),
    );
  }
  const merged = strategicMergePatch(base, config);
  merged.metadata = {
    ...merged.metadata,
    managedFields: [
      ...entries.filter(e => e !== mine),
      {
        manager: options.manager,
        operation: 'Apply',
        apiVersion: config.apiVersion,
        time: options.now,
        fieldsType: 'FieldsV1',
        fieldsV1: fields,
      },
    ],
  };
  return merged;
}

function fieldsOf(value: any, path: string[]): any {
  const result: Record<string, any> = {};
  for (const [key, child] of Object.entries(value as Record<string, any>)) {
    const skipped =
      (path.length === 0 && UNOWNED.has(key)) ||
      (path.length === 1 &&
        path[0] === 'metadata' &&
        UNOWNED_METADATA.has(key));
    if (skipped) {
      continue;
    }
    const fields = childFields(key, child, path);
    // Metadata of which nothing is owned is not owned either.
    if (path.length > 0 || key !== 'metadata' || Object.keys(fields).length) {
      result[`f:${key}`] = fields;
    }
  }
  return result;
}

function childFields(key: string, child: any, path: string[]): any {
  if (isRecord(child)) {
    return fieldsOf(child, [...path, key]);
  }
  const listKey = Array.isArray(child) ? listKeyOf(key, child) : undefined;
  if (!listKey || !child.every(isRecord)) {
    return {};
  }
  return Object.fromEntries(
    child.map((element: any) => [
      `k:${JSON.stringify({ [listKey]: element[listKey] })}`,
      { '.': {}, ...fieldsOf(element, [...path, key, '']) },
    ]),
  );
}

function step(value: any, key: string): any {
  if (key.startsWith('f:')) {
    return value?.[key.slice(2)];
  }
  const [[name, wanted]] = Object.entries(JSON.parse(key.slice(2)));
  return Array.isArray(value)
    ? value.find(e => e?.[name] === wanted)
    : undefined;
}

function conflictsWith(
  entry: any,
  fields: any,
  current: any,
  config: any,
  path: string = '',
  theirs: any = entry.fieldsV1,
): Array<{ reason: string; message: string; field: string }> {
  return Object.keys(fields)
    .filter(key => key !== '.' && theirs?.[key])
    .flatMap(key => {
      const field = key.startsWith('f:')
        ? `${path}.${key.slice(2)}`
        : `${path}[${key.slice(3, -1).replace(/"(\w+)":/, '$1=')}]`;
      const now = step(current, key);
      const wanted = step(config, key);
      if (Object.keys(fields[key]).length > 0) {
        return conflictsWith(
          entry,
          fields[key],
          now,
          wanted,
          field,
          theirs[key],
        );
      }
      return isDeepStrictEqual(now, wanted)
        ? []
        : [
            {
              reason: 'FieldManagerConflict',
              message: `conflict with "${entry.manager}"`,
              field,
            },
          ];
    });
}

function removeOwned(target: any, old: any, kept: any, others: any[]): void {
  for (const key of Object.keys(old)) {
    if (key === '.') continue;
    const sharers = others.map(o => o?.[key]).filter(Boolean);
    if (!kept?.[key] && sharers.length === 0) {
      if (key.startsWith('f:')) {
        delete target[key.slice(2)];
      } else if (Array.isArray(target)) {
        const element = step(target, key);
        if (element) target.splice(target.indexOf(element), 1);
      }
      continue;
    }
    const next = step(target, key);
    if (next !== null && typeof next === 'object') {
      removeOwned(next, old[key], kept?.[key], sharers);
    }
  }
}
