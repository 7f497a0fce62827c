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
import type { AuditStore } from '../database/AuditStore';
import { MigrationError } from '../errors/MigrationError';
import { principalRef } from '../service/principalRef';
import type { CallOptions } from '../service/types';

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

/** Runs a call and writes to the audit log how it went, refusals included. What changes something is in our own trail too. */
export type Audit = <T>(options: AuditedCall<T>) => Promise<T>;

/** Nothing was changed, and somebody can do something about it. */
const REFUSALS = [
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'NotImplementedError',
];

/** Makes {@link Audit}. */
export function createAudit(options: {
  auditor: AuditorService;
  caller: (request: Request) => Promise<CallOptions>;
  logger: LoggerService;
  trail: AuditStore;
}): Audit {
  const { auditor, caller, logger, trail } = options;

  /** Before the call: an action that cannot be written down is not done. */
  async function begin(request: Request, noun: string, meta: JsonObject) {
    const { credentials } = await caller(request);
    return trail.begin({
      actor: principalRef(credentials),
      action: `${noun}.${meta.actionType}`,
      ...idsOf(meta),
      migrationType: text(meta.migrationType),
      itemId: text(meta.itemId),
    });
  }

  /** What was done is done; the caller must not be told otherwise. */
  async function afterwards(eventId: string, write: () => Promise<void>) {
    try {
      await write();
    } catch (error) {
      logger.error(`Could not write audit event ${eventId}`, toError(error));
    }
  }

  return async ({ request, eventId, meta, resultMeta, call }) => {
    const [noun, kind] = eventId.split('-');
    const severityLevel: AuditorServiceEventSeverityLevel =
      kind === 'mutate' ? 'medium' : 'low';
    const event = await auditor.createEvent({
      eventId,
      request,
      severityLevel,
      meta,
    });
    let entry: number | undefined;
    let result;
    try {
      entry = kind === 'mutate' ? await begin(request, noun, meta) : undefined;
      result = await call();
    } catch (caught) {
      const error = toError(caught);
      await afterwards(eventId, async () => event.fail({ error }));
      if (entry !== undefined) {
        const id = entry;
        await afterwards(eventId, () =>
          trail.complete(id, {
            result: REFUSALS.includes(error.name) ? 'refused' : 'failed',
            errorCode:
              error instanceof MigrationError ? error.code : error.name,
            message: error.message,
          }),
        );
      }
      throw caught;
    }
    const known = resultMeta?.(result);
    await afterwards(eventId, async () => event.success({ meta: known }));
    if (entry !== undefined) {
      const id = entry;
      await afterwards(eventId, () =>
        trail.complete(id, { result: 'succeeded', ...idsOf(known ?? {}) }),
      );
    }
    return result;
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function idsOf(meta: JsonObject): { planId?: string; migrationId?: string } {
  return { planId: text(meta.planId), migrationId: text(meta.migrationId) };
}
