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

import type { ListMigrationsOptions } from '@direct-migration/backstage-plugin-direct-migration-common';

type OrderBy = NonNullable<ListMigrationsOptions['orderBy']>;

/** As the table has it; `column` is what the backend calls it. */
export interface SortDescriptor {
  column: string | number;
  direction: 'ascending' | 'descending';
}

const DEFAULT: OrderBy = 'createdAt';
/** Of these, who presses the heading wants to see the most first. */
const MOST_FIRST = ['createdAt', 'duration', 'bytes'];

/** The order in the query string, for the table. */
export function toSortDescriptor(values: {
  orderBy?: string;
  order?: string;
}): SortDescriptor {
  return {
    column: values.orderBy ?? DEFAULT,
    direction: values.order === 'asc' ? 'ascending' : 'descending',
  };
}

/**
 * What goes into the query string when a heading was pressed; nothing of the order that the list has by itself.
 *
 * @param before - in which order it was
 * @param after - as the table proposes it: ascending for another column than before
 */
export function toOrder(
  before: SortDescriptor,
  after: SortDescriptor,
): { orderBy: string | undefined; order: string | undefined } {
  const column = String(after.column);
  const isNew = column !== before.column;
  const isAscending = isNew
    ? !MOST_FIRST.includes(column)
    : after.direction === 'ascending';
  return {
    orderBy: column === DEFAULT ? undefined : column,
    order: isAscending ? 'asc' : undefined,
  };
}
