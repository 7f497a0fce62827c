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

/**
 * What was read, or `otherwise` where the credentials may not read it: credentials for single namespaces often may not
 * read what lies outside them, and not everything is worth failing for.
 *
 * @internal
 */
export async function ifAllowed<T, U>(
  reading: Promise<T>,
  otherwise: U,
): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof MigrationError && error.code === 'CLUSTER_FORBIDDEN') {
      return otherwise;
    }
    throw error;
  }
}
