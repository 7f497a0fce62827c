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

import type { JsonObject } from '@backstage/types';
import type { TagsProgress } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { StepResult } from '../types';
import type { CopiedTag, CopyEnd, CopyState } from './CopyStates';

type Final = Exclude<StepResult, { kind: 'continue' }>;

/**
 * What the end of a copy means for its item. Every tag that is not `failed` was read back from the target with the digest
 * that it has in the source.
 *
 * @param before - the tags as they were reported last. A tag that the migration copied before its copier was stopped is
 *   found unchanged by the next one, and was copied all the same
 * @internal
 */
export function copyOutcome(
  end: CopyEnd,
  state: CopyState = {},
  before?: TagsProgress,
): Final {
  const { status, error, tags, ...details } = end;
  const { progress } = state;
  const result = {
    ...details,
    tags: withCopied(tags, before),
    verified: status === 'succeeded',
  } as unknown as JsonObject;
  if (status === 'succeeded') {
    return { kind: 'succeeded', progress, result };
  }
  const { retryable = false, ...rest } = error ?? {
    code: 'COPY_FAILED',
    message: 'The copier gave no reason',
    hint: 'Use the mover image of this version of the plugin in directMigration.moverImage.',
  };
  return status === 'partiallyFailed'
    ? { kind: 'partiallyFailed', progress, result, error: rest }
    : { kind: 'failed', progress, result, error: rest, retryable };
}

function withCopied(tags: CopiedTag[], before?: TagsProgress): CopiedTag[] {
  const copied = new Map(
    before?.tags
      .filter(({ state }) => state === 'copied')
      .map(tag => [tag.tag, tag]),
  );
  return tags.map(tag => {
    const earlier = copied.get(tag.tag);
    return earlier && tag.state === 'unchanged' && earlier.digest === tag.digest
      ? { ...earlier, ...tag, state: 'copied' }
      : tag;
  });
}

const STATUS: Record<string, CopyEnd['status'] | undefined> = {
  s: 'succeeded',
  p: 'partiallyFailed',
  f: 'failed',
};

/**
 * The end of a copy as the copier's last word has it: whole in the last line of its log, one letter for each copy and the
 * first errors in its termination message.
 *
 * @param result - `result` of that line or message
 * @returns `undefined` when the copy had not ended
 * @internal
 */
export function endFromResult(
  result: JsonObject | undefined,
  index: number,
): CopyEnd | undefined {
  const status =
    typeof result?.copies === 'string'
      ? STATUS[result.copies[index]]
      : undefined;
  if (!status) {
    return undefined;
  }
  const errors = (result?.copyErrors ?? []) as unknown as {
    index: number;
    error: CopyEnd['error'];
  }[];
  const error = errors.find(e => e.index === index)?.error;
  return {
    status,
    tags: [],
    ...(status !== 'succeeded' && {
      error: error ?? {
        code: 'COPY_FAILED',
        message:
          'Tags were not copied; which ones and why was in the log of the copier, which is lost',
        hint: 'Retry the item: what was copied is found and not copied again.',
        retryable: true,
      },
    }),
  };
}

/** A copier that ended without a word about a copy. @internal */
export function endedSilently(): Final {
  return {
    kind: 'failed',
    retryable: false,
    error: {
      code: 'MOVER_FAILED',
      message:
        'The copier ended and did not say what became of this repository',
      hint: 'Use the mover image of this version of the plugin in directMigration.moverImage.',
    },
  };
}
