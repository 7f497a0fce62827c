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

interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: any;
}

/**
 * RFC 6902. Throws a StatusError (422) with the server's words when an operation cannot be done.
 * @internal
 */
export function jsonPatch(target: any, operations: Operation[]): any {
  let document = structuredClone(target);
  for (const operation of operations) {
    document = apply(document, operation);
  }
  return document;
}

function apply(document: any, operation: Operation): any {
  const { op, path } = operation;
  switch (op) {
    case 'add':
      return write(document, path, operation.value, 'add');
    case 'replace':
      read(document, path, 'replace');
      return write(document, path, operation.value, 'replace');
    case 'remove':
      read(document, path, 'remove');
      return write(document, path, undefined, 'remove');
    case 'copy':
      return write(
        document,
        path,
        structuredClone(read(document, operation.from ?? '', 'copy')),
        'add',
      );
    case 'move': {
      const value = read(document, operation.from ?? '', 'move');
      const without = write(
        document,
        operation.from ?? '',
        undefined,
        'remove',
      );
      return write(without, path, value, 'add');
    }
    case 'test':
      if (!isDeepStrictEqual(read(document, path, 'test'), operation.value)) {
        throw impossible(`testing value ${path} failed: test failed`);
      }
      return document;
    default:
      throw impossible(`Unexpected kind: ${op}`);
  }
}

function segments(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map(s => s.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function missing(op: string, path: string): StatusError {
  return impossible(
    `${op} operation does not apply: doc is missing path: "${path}": missing value`,
  );
}

function read(document: any, path: string, op: string): any {
  let at = document;
  for (const segment of segments(path)) {
    if (at === null || typeof at !== 'object' || !(segment in at)) {
      throw missing(op, path);
    }
    at = at[segment];
  }
  return at;
}

function write(
  document: any,
  path: string,
  value: any,
  mode: 'add' | 'replace' | 'remove',
): any {
  const keys = segments(path);
  const last = keys.pop();
  if (last === undefined) {
    return value;
  }
  const parentPath = path.slice(0, path.lastIndexOf('/'));
  const parent = read(document, parentPath, mode);
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last);
    if (!Number.isInteger(index) || index < 0 || index > parent.length) {
      throw missing(mode, path);
    }
    const removed = mode === 'add' ? 0 : 1;
    parent.splice(index, removed, ...(mode === 'remove' ? [] : [value]));
  } else if (parent === null || typeof parent !== 'object') {
    throw missing(mode, path);
  } else if (mode === 'remove') {
    delete parent[last];
  } else {
    parent[last] = value;
  }
  return document;
}

function impossible(message: string): StatusError {
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    details: { causes: [{ message }] },
  });
}
