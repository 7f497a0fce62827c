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

import { z } from 'zod';
import { MigrationError } from '../errors/MigrationError';

/** Where the next page of a list begins, as an opaque string. */
export function encodeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/**
 * Reads what {@link encodeCursor} wrote.
 * @throws MigrationError `INVALID_INPUT` when it is anything else
 */
export function decodeCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  let parsed;
  try {
    parsed = schema.safeParse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
  } catch {
    parsed = undefined;
  }
  if (!parsed?.success) {
    throw new MigrationError({
      code: 'INVALID_INPUT',
      kind: 'InputError',
      field: 'cursor',
      message: 'The cursor is malformed',
      hint: 'Use pageInfo.nextCursor of the page before, unchanged, or no cursor for the first page.',
    });
  }
  return parsed.data;
}

const createdCursorSchema = z.object({
  createdAt: z.iso.datetime().transform(value => new Date(value)),
  id: z.string().min(1),
});

/** Reads the cursor of a list that is ordered by creation. */
export function decodeCreatedCursor(cursor: string): {
  createdAt: Date;
  id: string;
} {
  return decodeCursor(cursor, createdCursorSchema);
}

const eventCursorSchema = z.object({ after: z.number().int().nonnegative() });

/** Reads the cursor of a list of events. */
export function decodeEventCursor(cursor: string): { after: number } {
  return decodeCursor(cursor, eventCursorSchema);
}
