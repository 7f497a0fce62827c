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
import { decodeCursor, encodeCursor } from './cursor';
import { MIGRATION_ORDERS, type MigrationOrderBy } from './migrationOrders';

/** The order of a list. */
export interface ListOrder {
  orderBy: MigrationOrderBy;
  order: 'asc' | 'desc';
}

/** The last migration of a page, in the order that the page was in. */
export interface MigrationPosition extends ListOrder {
  /** What it is sorted by; `null` where it has none, left out where that is the time of creation. */
  value?: string | number | null;
  createdAt: Date;
  id: string;
  /** When the first page was read: what has not ended then counts until then on all pages. */
  asOf: Date;
}

const time = z.iso.datetime().transform(value => new Date(value));
// PostgreSQL refuses the character 0.
const text = z
  .string()
  .max(1_000)
  .regex(/^[^\0]*$/);
const schema = z.object({
  orderBy: z.enum(['createdAt', ...names()]),
  order: z.enum(['asc', 'desc']),
  value: z.union([z.int(), text, z.null()]).optional(),
  createdAt: time,
  id: text.min(1),
  asOf: time,
});

/** Makes an opaque cursor of the last entry of a page. @internal */
export function encodeMigrationCursor(position: MigrationPosition): string {
  return encodeCursor(position);
}

/**
 * Reads what {@link encodeMigrationCursor} made.
 *
 * @throws MigrationError `INVALID_INPUT` with the field `cursor`, also when it was made for another order
 * @internal
 */
export function decodeMigrationCursor(
  cursor: string,
  wanted: ListOrder,
): MigrationPosition {
  const position = decodeCursor(cursor, schema.refine(hasRightValue));
  const { orderBy, order } = position;
  if (orderBy !== wanted.orderBy || order !== wanted.order) {
    throw new MigrationError({
      code: 'INVALID_INPUT',
      kind: 'InputError',
      field: 'cursor',
      message: `The cursor is of a list by ${orderBy}, ${order}, and not by ${wanted.orderBy}, ${wanted.order}`,
      hint: 'Ask for the first page of the new order, without a cursor.',
    });
  }
  return position;
}

function hasRightValue({ orderBy, value }: z.infer<typeof schema>): boolean {
  if (orderBy === 'createdAt') {
    return value === undefined;
  }
  const { absentWith, kind } = MIGRATION_ORDERS[orderBy];
  return value === null
    ? absentWith !== undefined
    : typeof value === (kind === 'text' ? 'string' : kind);
}

function names() {
  return Object.keys(MIGRATION_ORDERS) as Array<keyof typeof MIGRATION_ORDERS>;
}
