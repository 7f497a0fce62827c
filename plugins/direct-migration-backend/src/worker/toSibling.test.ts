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

import type { StoredItem } from '../database/StoredItem';
import type { Sibling } from '../engines/types';
import { toSibling } from './toSibling';

function sibling(item: Partial<StoredItem>): Sibling {
  return toSibling({
    id: 'i',
    migrationId: 'm',
    kind: 'image',
    step: 'copy',
    name: 'shop/web',
    spec: { repository: 'shop/web' },
    state: 'running',
    attempt: 2,
    attemptLimit: 3,
    memo: {},
    cancelRequested: false,
    ...item,
  });
}

const dueAttempt = (item: Partial<StoredItem>) => sibling(item).dueAttempt;

describe('toSibling', () => {
  it('says which attempt runs or comes next', () => {
    expect(dueAttempt({})).toBe(2);
    expect(dueAttempt({ state: 'queued', attempt: 0 })).toBe(1);
    expect(dueAttempt({ phase: 'waitingForRetry' })).toBe(3);
    expect(dueAttempt({ outcome: 'retry', phase: 'cleaningUp' })).toBe(3);
  });

  it('says whether the last attempt took too long', () => {
    const timedOut = (code: string, item: Partial<StoredItem> = {}) =>
      sibling({ outcome: 'failed', error: { code, message: 'no' }, ...item })
        .timedOut;
    expect(timedOut('ITEM_TIMEOUT')).toBe(true);
    expect(timedOut('NETWORK')).toBe(false);
    // Tried again.
    expect(timedOut('ITEM_TIMEOUT', { outcome: undefined })).toBe(false);
  });

  it('names none where all is decided', () => {
    expect(dueAttempt({ outcome: 'succeeded' })).toBeUndefined();
    expect(dueAttempt({ state: 'failed' })).toBeUndefined();
    expect(
      dueAttempt({ cancelRequested: true, outcome: 'retry' }),
    ).toBeUndefined();
    expect(
      dueAttempt({ state: 'queued', attempt: 0, cancelRequested: true }),
    ).toBeUndefined();
  });
});
