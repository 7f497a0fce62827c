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

/** Waits between attempts. */
export const ATTEMPT_BACKOFF = { baseMs: 5_000, maxMs: 300_000 };

/** Waits between tries of one step or of a clean-up. */
export const STEP_BACKOFF = { baseMs: 1_000, maxMs: 30_000 };

/** Failures of a step in a row, for transient reasons, that an attempt survives: about three minutes without a cluster. */
export const MAX_STEP_FAILURES = 10;

/** However long an engine wants to wait, it is asked again after this. */
export const MAX_STEP_PAUSE_MS = 60_000;

/** After this, what is left of an item in the clusters is reported instead of waited for. */
export const CLEANUP_TIMEOUT_MS = 600_000;

/** What was kept and could not be removed is looked at again after this. */
export const KEPT_PAUSE_MS = 3_600_000;

/** Between two looks at a clean-up. */
export const CLEANUP_PAUSE_MS = 2_000;

/** How long an engine may take to stop when it is told to. */
export const GRACE_MS = 10_000;

/** An item at which the worker itself fails is not taken up again at once. */
export const FAULT_PAUSE_MS = 60_000;

/** Seconds an item has, all attempts together, if the plan does not say; as the REST contract has it. */
export const DEFAULT_ITEM_TIMEOUT_S = 86_400;
