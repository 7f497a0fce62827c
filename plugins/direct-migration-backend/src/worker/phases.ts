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

/** The worker removes what the item made in the clusters. */
export const PHASE_CLEANING_UP = 'cleaningUp';

/** The item waits for its next attempt. */
export const PHASE_WAITING_FOR_RETRY = 'waitingForRetry';

/** An attempt has just begun; every further phase is the engine's. */
export const PHASE_STARTING = 'starting';
