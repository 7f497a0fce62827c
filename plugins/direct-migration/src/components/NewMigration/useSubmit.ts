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

import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Migration,
  Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { randomKey } from '../../randomKey';
import type { MigrationDraft } from './MigrationDraft';
import type { DraftHandle } from './useDraft';

/** What became of a draft. */
export interface Submitted {
  plan: Plan;
  migration?: Migration;
}

/**
 * Makes the plan of a draft and, where that is wanted, starts a stage. Sent again, after a reload too, it is the same plan
 * and the same migration.
 */
export function useSubmit(options: {
  handle: DraftHandle;
  startsStage: boolean;
  onDone: (submitted: Submitted) => void;
  onRefused: (draft: MigrationDraft, error: Error) => void;
}) {
  const { handle, startsStage, onDone, onRefused } = options;
  const api = useApi(directMigrationApiRef);
  return useAction(async () => {
    const draft = handle.draft!;
    const idempotencyKey = draft.idempotencyKey ?? randomKey();
    handle.change(old => ({ ...old, idempotencyKey }));
    await handle.flush();
    try {
      const plan = await api.createPlan(draft.plan, { idempotencyKey });
      const migration = startsStage
        ? await ifAllowed(
            api.startMigration({
              planId: plan.id,
              type: 'stage',
              idempotencyKey,
            }),
          )
        : undefined;
      handle.discard();
      onDone({ plan, migration });
    } catch (error) {
      onRefused(draft, error as Error);
      throw error;
    }
  });
}

/** Whether one may stage a plan is known once there is one; who may not has made it all the same, and is told so there. */
async function ifAllowed<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 403) {
      return undefined;
    }
    throw error;
  }
}
