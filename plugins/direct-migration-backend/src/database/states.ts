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

import type { State } from '@direct-migration/backstage-plugin-direct-migration-common';

/** States in which something is still to happen. */
export const ACTIVE_STATES: State[] = ['queued', 'running', 'canceling'];

/** States from which a person may queue an item again. */
export const RETRYABLE_STATES: State[] = [
  'failed',
  'partiallyFailed',
  'canceled',
];
