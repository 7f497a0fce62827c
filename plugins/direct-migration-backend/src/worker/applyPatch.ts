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

import type { ItemPatch, StoredItem } from '../database/StoredItem';

/** The item after a write, without reading it again. */
export function applyPatch(item: StoredItem, patch: ItemPatch): StoredItem {
  const pick = <T>(changed: T | null | undefined, old: T | undefined) =>
    changed === undefined ? old : changed ?? undefined;
  return {
    ...item,
    state: patch.state ?? item.state,
    outcome: pick(patch.outcome, item.outcome),
    phase: pick(patch.phase, item.phase),
    waitingSince: pick(patch.waitingSince, item.waitingSince),
    attempt: patch.attempt ?? item.attempt,
    progress: pick(patch.progress, item.progress),
    tagProgress: patch.tagProgress ?? item.tagProgress,
    error: pick(patch.error, item.error),
    memo: pick(patch.memo, item.memo) ?? {},
    startedAt: patch.startedAt ?? item.startedAt,
    deadlineAt: pick(patch.deadlineAt, item.deadlineAt),
    cleanupDeadlineAt: pick(patch.cleanupDeadlineAt, item.cleanupDeadlineAt),
    keptUntil: pick(patch.keptUntil, item.keptUntil),
  };
}
