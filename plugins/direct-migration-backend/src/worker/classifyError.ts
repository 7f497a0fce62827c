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

import type { ItemError } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { MigrationError } from '../errors/MigrationError';

/** An exception of an engine, for the person who must act and for the worker. */
export interface ClassifiedError {
  error: Omit<ItemError, 'attempts'>;
  /** Whether another attempt may succeed without anybody changing anything. */
  retryable: boolean;
  /** Whether the step may simply be called again within the attempt: a cluster did not answer, nothing is wrong with the copy. */
  transient: boolean;
}

/** Longest message of an unexpected error that is shown to users, in characters. */
const MAX_MESSAGE_LENGTH = 500;

/**
 * What to make of whatever an engine threw. A MigrationError says itself whether it is retryable; anything else is a
 * fault of ours, `INTERNAL`, and gets the attempts that are left.
 */
export function classifyError(thrown: unknown): ClassifiedError {
  if (isMigrationError(thrown)) {
    return {
      error: {
        code: thrown.code,
        message: thrown.message,
        ...(thrown.hint && { hint: thrown.hint }),
      },
      retryable: thrown.retryable,
      transient: thrown.retryable,
    };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    error: {
      code: 'INTERNAL',
      message: `Unexpected error: ${message.slice(0, MAX_MESSAGE_LENGTH)}`,
      hint: 'This is a fault of the plugin or of its surroundings. The log of the backend has the details, under the id of the item.',
    },
    retryable: true,
    transient: false,
  };
}

/** By its shape, because the class may be loaded twice. */
function isMigrationError(thrown: unknown): thrown is MigrationError {
  return (
    thrown instanceof Error &&
    typeof (thrown as Partial<MigrationError>).code === 'string' &&
    typeof (thrown as Partial<MigrationError>).retryable === 'boolean'
  );
}
