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

import {
  isFinished,
  type MigrationType,
  type State,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../errors/MigrationError';

/** The migration is not there, or not for the caller. */
export function migrationNotFoundError(id: string): MigrationError {
  return new MigrationError({
    code: 'MIGRATION_NOT_FOUND',
    kind: 'NotFoundError',
    message: `There is no migration '${id}'`,
    hint: 'List the migrations to see which there are.',
  });
}

/** The migration has no such item. */
export function itemNotFoundError(id: string, itemId: string): MigrationError {
  return new MigrationError({
    code: 'ITEM_NOT_FOUND',
    kind: 'NotFoundError',
    message: `Migration '${id}' has no item '${itemId}'`,
    hint: 'Read the migration to see its items.',
  });
}

/** There is nothing left to cancel: it has ended, or is only being cleaned up after its end. */
export function alreadyFinishedError(
  what: 'migration' | 'item',
  id: string,
  state: State,
): MigrationError {
  return new MigrationError({
    code: 'ALREADY_FINISHED',
    kind: 'ConflictError',
    message: isFinished(state)
      ? `The ${what} '${id}' has already ended: ${state}`
      : `The ${what} '${id}' has done its work and is only being cleaned up`,
    hint: 'There is nothing to cancel any more.',
  });
}

/** No item failed, partially failed or was canceled. */
export function nothingToRetryError(id: string): MigrationError {
  return new MigrationError({
    code: 'NOTHING_TO_RETRY',
    kind: 'ConflictError',
    message: `No item of migration '${id}' failed, partially failed or was canceled`,
    hint: 'To copy everything again, start a new migration of the plan.',
  });
}

/** It did not fail, was not told to keep anything, or that is gone already. */
export function nothingKeptError(itemId: string): MigrationError {
  return new MigrationError({
    code: 'NOTHING_KEPT',
    kind: 'ConflictError',
    message: `Item '${itemId}' keeps nothing in the clusters`,
    hint: 'There is nothing to be removed. Only what fails under a plan with keepOnFailure keeps its objects.',
  });
}

/** @param options - `alone`: whether an item of this kind can be retried without the others at all */
export function itemNotRetryableError(
  item: { id: string; state: State },
  { alone }: { alone: boolean },
): MigrationError {
  return new MigrationError({
    code: 'ITEM_NOT_RETRYABLE',
    kind: 'ConflictError',
    message: alone
      ? `Item '${item.id}' is ${item.state}`
      : `Item '${item.id}' is a part of a cutover`,
    hint: alone
      ? 'Only what failed, partially failed or was canceled can be queued again.'
      : 'Retry the migration as a whole: the application has to be stopped again.',
  });
}

/** The key belongs to another request. */
export function idempotencyKeyReusedError(existingId: string): MigrationError {
  return new MigrationError({
    code: 'IDEMPOTENCY_KEY_REUSED',
    kind: 'ConflictError',
    field: 'idempotencyKey',
    message: `This idempotency key was used before, for another plan or type: migration '${existingId}'`,
    hint: 'Use a key of its own for each request.',
  });
}

/** An option that the type of migration does not have. */
export function optionNotForTypeError(
  option: string,
  type: MigrationType,
): MigrationError {
  return new MigrationError({
    code: 'INVALID_INPUT',
    kind: 'InputError',
    field: `options.${option}`,
    message: `options.${option} is not for migrations of type '${type}'`,
    hint: `Leave it out, or start a migration of type '${option}'.`,
  });
}
