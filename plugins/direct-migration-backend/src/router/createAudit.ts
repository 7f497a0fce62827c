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

import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/** What is audited. */
export interface AuditedCall<T> {
  request: Request;
  eventId:
    | 'audit-fetch'
    | 'cluster-fetch'
    | 'plan-fetch'
    | 'plan-mutate'
    | 'migration-fetch'
    | 'migration-mutate';
  /** Ids and kinds only, never a body. */
  meta: JsonObject;
  /** What is known only afterwards. */
  resultMeta?: (result: T) => JsonObject;
  call: () => Promise<T>;
}

/** Runs a call and writes to the audit log how it went, refusals included. */
export type Audit = <T>(options: AuditedCall<T>) => Promise<T>;

/** Makes {@link Audit}. */
export function createAudit(options: {
  auditor: AuditorService;
  logger: LoggerService;
}): Audit {
  const { auditor, logger } = options;
  return async ({ request, eventId, meta, resultMeta, call }) => {
    const severityLevel: AuditorServiceEventSeverityLevel = eventId.endsWith(
      '-mutate',
    )
      ? 'medium'
      : 'low';
    const event = await auditor.createEvent({
      eventId,
      request,
      severityLevel,
      meta,
    });
    let result;
    try {
      result = await call();
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
    try {
      await event.success({ meta: resultMeta?.(result) });
    } catch (error) {
      // What was done is done; the caller must not be told otherwise.
      logger.error(`Could not write audit event ${eventId}`, toError(error));
    }
    return result;
  };
}
