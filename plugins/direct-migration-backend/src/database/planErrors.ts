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

import { MigrationError } from '../errors/MigrationError';

/** The plan is not there, or not for the caller. */
export function planNotFoundError(id: string): MigrationError {
  return new MigrationError({
    code: 'PLAN_NOT_FOUND',
    kind: 'NotFoundError',
    message: `There is no plan '${id}'`,
    hint: 'It may have been deleted. List the plans to see which there are.',
  });
}

/** A migration of the plan is not finished yet. */
export function planBusyError(migrationId: string): MigrationError {
  return new MigrationError({
    code: 'PLAN_BUSY',
    kind: 'ConflictError',
    message: `Migration '${migrationId}' of this plan is not finished yet`,
    hint: 'Wait until it is finished, or cancel it.',
  });
}

/** Somebody changed the plan in between. */
export function planChangedError(id: string): MigrationError {
  return new MigrationError({
    code: 'PLAN_CHANGED',
    kind: 'ConflictError',
    message: `Plan '${id}' was changed by somebody else in the meantime`,
    hint: 'Read the plan again and repeat the request.',
    retryable: true,
  });
}

/** The key belongs to another plan of the same caller. */
export function planKeyReusedError(existingId: string): MigrationError {
  return new MigrationError({
    code: 'IDEMPOTENCY_KEY_REUSED',
    kind: 'ConflictError',
    field: 'idempotencyKey',
    message: `This idempotency key was used before, for another plan: '${existingId}'`,
    hint: 'Use a key of its own for each plan.',
  });
}

/** The steps of a cutover build on each other, so that nothing of it is queued again while something still runs. */
export function cutoverNotEndedError(migrationId: string): MigrationError {
  return new MigrationError({
    code: 'CUTOVER_NOT_ENDED',
    kind: 'ConflictError',
    message: `The cutover '${migrationId}' has not ended yet`,
    hint: 'Wait until it has ended, or cancel it; then retry the migration as a whole.',
  });
}
