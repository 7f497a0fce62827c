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
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  AuditCompletion,
  AuditStore,
  NewAuditEntry,
} from '../database/AuditStore';
import { MigrationError } from '../errors/MigrationError';
import { principalRef } from './principalRef';
import type { CallOptions } from './types';

/** Nothing was changed, and somebody can do something about it. */
const REFUSALS = [
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotImplementedError',
];

/** Does something and writes down who did it and how it went. */
export type RecordAction = <T>(
  options: CallOptions,
  entry: Omit<NewAuditEntry, 'actor'>,
  call: () => Promise<T>,
  /** What is known only afterwards. */
  known?: (result: T) => Pick<AuditCompletion, 'planId' | 'migrationId'>,
) => Promise<T>;

/**
 * Makes {@link RecordAction}.
 *
 * The entry is written before the call, so that what cannot be written down is not done, and completed after it. One
 * that was never completed says that the backend ended in between.
 */
export function createRecordAction(options: {
  logger: LoggerService;
  store: AuditStore;
}): RecordAction {
  const { logger, store } = options;

  /** What was done is done; the caller must not be told otherwise. */
  async function complete(id: number, completion: AuditCompletion) {
    try {
      await store.complete(id, completion);
    } catch (error) {
      logger.error(`Could not complete audit entry ${id}`, toError(error));
    }
  }

  return async ({ credentials }, entry, call, known) => {
    const id = await store.begin({
      ...entry,
      actor: principalRef(credentials),
    });
    let result;
    try {
      result = await call();
    } catch (caught) {
      const error = toError(caught);
      await complete(id, {
        result: REFUSALS.includes(error.name) ? 'refused' : 'failed',
        errorCode: error instanceof MigrationError ? error.code : error.name,
        message: error.message,
      });
      throw caught;
    }
    await complete(id, { result: 'succeeded', ...known?.(result) });
    return result;
  };
}
