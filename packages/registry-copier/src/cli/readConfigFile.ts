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
import { RegistryError } from '../model/RegistryError';
import type { CopyOptions } from '../model/types';

/** What a config file may hold; `registries` and `copies` must be there. */
const KEYS = [
  'registries',
  'copies',
  'concurrency',
  'bandwidthLimit',
  'existing',
  'platforms',
  'retry',
  'idleTimeoutMs',
  'progressIntervalMs',
];

/**
 * Reads the copier's config: a JSON file in the shape of {@link CopyOptions}.
 *
 * @throws RegistryError `INVALID_REFERENCE`; the message never holds what the file holds
 */
export async function readConfigFile(path: string): Promise<CopyOptions> {
  const fail = (message: string): never => {
    throw new RegistryError({
      code: 'INVALID_REFERENCE',
      message: `${path}: ${message}`,
      field: '--config',
      hint: 'Give a JSON file with registries and copies; the README of this package has an example.',
    });
  };
  let text = '';
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    fail(`cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    fail('is not JSON');
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    fail('is not a JSON object');
  }
  const unknown = Object.keys(config as object).find(
    key => !KEYS.includes(key),
  );
  if (unknown) {
    fail(
      `${JSON.stringify(unknown)} is not a setting; known are ${KEYS.join(
        ', ',
      )}`,
    );
  }
  return config as CopyOptions;
}
