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

import { listKeyOf } from './listKeys';
import { isRecord } from './mergePatch';

/**
 * The strategic merge of Kubernetes for the usual cases: maps merge, well-known lists merge by their key, finalizers as a
 * set, `$patch: delete | replace` and `$deleteFromPrimitiveList/…` are honoured, other lists are replaced.
 * @internal
 */
export function strategicMergePatch(target: any, patch: any): any {
  if (!isRecord(patch)) {
    return patch;
  }
  if (patch.$patch === 'replace') {
    const { $patch: _, ...rest } = patch;
    return rest;
  }
  let result: Record<string, any> = isRecord(target) ? { ...target } : {};
  if (Array.isArray(patch.$retainKeys)) {
    const keep = new Set<string>(patch.$retainKeys);
    result = Object.fromEntries(
      Object.entries(result).filter(([key]) => keep.has(key)),
    );
  }
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$deleteFromPrimitiveList/')) {
      const field = key.slice(key.indexOf('/') + 1);
      result[field] = (result[field] ?? []).filter(
        (v: any) => !value.includes(v),
      );
    } else if (key.startsWith('$')) {
      continue;
    } else if (value === null || value?.$patch === 'delete') {
      delete result[key];
    } else if (Array.isArray(value)) {
      result[key] = mergeList(key, result[key], value);
    } else {
      result[key] = strategicMergePatch(result[key], value);
    }
  }
  return result;
}

function mergeList(field: string, current: any, patch: any[]): any[] {
  const existing: any[] = Array.isArray(current) ? current : [];
  if (field === 'finalizers') {
    return [...new Set([...existing, ...patch])];
  }
  if (patch.some(e => e?.$patch === 'replace')) {
    return patch.filter(e => e?.$patch !== 'replace');
  }
  const key = listKeyOf(field, [...existing, ...patch]);
  if (!key || !patch.every(isRecord)) {
    return patch;
  }
  const result = [...existing];
  for (const element of patch) {
    const index = result.findIndex(e => e[key] === element[key]);
    if (element.$patch === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) {
      result[index] = strategicMergePatch(result[index], element);
    } else {
      result.push(strategicMergePatch({}, element));
    }
  }
  return result;
}
