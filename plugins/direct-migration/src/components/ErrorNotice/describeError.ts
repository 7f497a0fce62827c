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

import type { ItemError } from '@direct-migration/backstage-plugin-direct-migration-common';

/** Takes what matters to the reader out of an error of an item or of a REST request. */
export function describeError(error: ItemError | Error): Partial<ItemError> & {
  message: string;
} {
  if (!(error instanceof Error)) {
    return error;
  }
  const { body } = error as { body?: { error?: Record<string, unknown> } };
  const text = (value: unknown) =>
    typeof value === 'string' && value ? value : undefined;
  return {
    message: text(body?.error?.message) ?? error.message,
    code: text(body?.error?.code),
    hint: text(body?.error?.hint),
  };
}
