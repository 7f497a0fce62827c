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

import { useRef, useState } from 'react';

const FIRST_PAGE = 'first';

/** What turns the pages of a list whose API only leads forwards. */
export interface CursorPaging {
  pageSize: number;
  /** For the `pagination` of a BUI table. */
  pagination: (nextCursor: string | undefined) => {
    type: 'page';
    pageSize: number;
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    onNextPage: () => void;
    onPreviousPage: () => void;
    onPageSizeChange: (pageSize: number) => void;
    showPaginationLabel: false;
  };
}

/**
 * Remembers the way back. Who comes by a link into the middle of a list is led back to its first page.
 * @param cursor - of the page shown; the first without it
 */
export function useCursorPaging(
  cursor: string | undefined,
  goTo: (cursor: string | undefined) => void,
): CursorPaging {
  const [pageSize, setPageSize] = useState(20);
  const previous = useRef(new Map<string, string>());

  return {
    pageSize,
    pagination: nextCursor => ({
      type: 'page',
      pageSize,
      hasNextPage: Boolean(nextCursor),
      hasPreviousPage: Boolean(cursor),
      onNextPage: () => {
        if (nextCursor) {
          previous.current.set(nextCursor, cursor ?? FIRST_PAGE);
          goTo(nextCursor);
        }
      },
      onPreviousPage: () => {
        const back = cursor && previous.current.get(cursor);
        goTo(back === FIRST_PAGE ? undefined : back);
      },
      onPageSizeChange: size => {
        setPageSize(size);
        goTo(undefined);
      },
      showPaginationLabel: false,
    }),
  };
}
