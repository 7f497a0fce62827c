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

import { MigrationError } from '../../errors/MigrationError';
import type { ItemContext, StepResult } from '../types';

/** Codes of a cluster that is away for a moment; a pod that is running meanwhile must not be given up for it. */
const PASSING = new Set(['CLUSTER_UNREACHABLE', 'CLUSTER_ERROR', 'CONFLICT']);

/**
 * Runs one step and turns what it throws into a {@link StepResult}.
 *
 * @remarks
 * A cluster that does not answer is asked again for as long as a pod may take to start; after that the attempt fails.
 *
 * @internal
 */
export async function runStep(
  context: ItemContext,
  step: () => Promise<StepResult>,
  now: () => number = Date.now,
): Promise<StepResult> {
  const { troubleSince, ...memo } = context.memo;
  try {
    const result = await step();
    return result.kind === 'continue'
      ? { ...result, memo: result.memo ?? memo }
      : result;
  } catch (error) {
    if (context.signal.aborted) {
      return {
        kind: 'continue',
        phase: 'interrupted',
        afterMs: 0,
        memo: context.memo,
      };
    }
    if (!(error instanceof MigrationError)) {
      context.logger.error(
        `Item ${context.itemId} failed unexpectedly`,
        error as Error,
      );
      return {
        kind: 'failed',
        retryable: true,
        error: {
          code: 'INTERNAL',
          message: `Unexpected failure: ${error}`,
          hint: `This is a fault of the plugin or of its surroundings. The log of the backend has the details under the item's id, ${context.itemId}.`,
        },
      };
    }
    if (PASSING.has(error.code)) {
      const since = typeof troubleSince === 'number' ? troubleSince : now();
      const limit = (context.plan.options.podStartTimeoutSeconds ?? 300) * 1000;
      if (now() - since < limit) {
        return {
          kind: 'continue',
          phase: 'waitingForCluster',
          afterMs: 3_000,
          waitingFor: error.message,
          memo: { ...memo, troubleSince: since },
        };
      }
    }
    return {
      kind: 'failed',
      retryable: error.retryable,
      error: { code: error.code, message: error.message, hint: error.hint },
    };
  }
}
