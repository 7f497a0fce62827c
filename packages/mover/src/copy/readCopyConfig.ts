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

import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { CopyOptions } from '@direct-migration/registry-copier';
import { MoverError } from '../errors/MoverError';

const SHAPE =
  'It is JSON, plain or compressed by gzip, with "registries" (by host[:port]) and "copies" (source, target, tags).';

/** The part of the copier's options that comes from the file. */
export type CopyConfig = Pick<
  CopyOptions,
  'registries' | 'copies' | 'concurrency' | 'bandwidthLimit'
>;

function invalid(file: string, problem: string): MoverError {
  return new MoverError({
    code: 'CONFIG_INVALID',
    message: `The copier’s configuration ${file} ${problem}`,
    hint: SHAPE,
  });
}

/**
 * Reads the copier's configuration. Its content holds secrets and never appears in an error.
 * @throws MoverError `CONFIG_INVALID`
 */
export async function readCopyConfig(file: string): Promise<CopyConfig> {
  const bytes = await readFile(file).catch(error => {
    throw invalid(file, `cannot be read: ${error.code ?? 'unknown cause'}`);
  });
  let config: Partial<CopyConfig>;
  try {
    const text = isGzip(bytes) ? gunzipSync(bytes) : bytes;
    config = JSON.parse(text.toString());
  } catch {
    throw invalid(file, 'is not JSON');
  }
  const isObject = (value: unknown) =>
    typeof value === 'object' && Boolean(value) && !Array.isArray(value);
  if (!isObject(config)) {
    throw invalid(file, 'is not an object');
  }
  if (!isObject(config.registries)) {
    throw invalid(file, 'has no object "registries"');
  }
  if (!Array.isArray(config.copies) || config.copies.length === 0) {
    throw invalid(file, 'has no list "copies" with at least one entry');
  }
  const { registries, copies, concurrency, bandwidthLimit } =
    config as CopyConfig;
  return { registries, copies, concurrency, bandwidthLimit };
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
