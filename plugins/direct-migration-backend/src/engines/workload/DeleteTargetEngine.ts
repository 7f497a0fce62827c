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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { MigrationError } from '../../errors/MigrationError';
import { resources } from '../../kubernetes/resources';
import { runStep } from '../common/runStep';
import {
  connectBoth,
  mapNamespace,
  type EngineOptions,
} from '../EngineOptions';
import type { ItemContext, ItemEngine, StepResult } from '../types';
import { usersOf } from '../volume/checkSourceClaim';
import { isOurs } from '../volume/ensureTargetClaim';

const DEFAULT_TIMEOUT_S = 600;
const LOOK_AGAIN_MS = 1_000;

/**
 * Deletes a target volume that this plan made, unless a pod uses it.
 *
 * @internal
 */
export class DeleteTargetEngine implements ItemEngine {
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  async step(context: ItemContext): Promise<StepResult> {
    return runStep(context, () => this.#delete(context));
  }

  async cleanup(): Promise<boolean> {
    return true;
  }

  async #delete(context: ItemContext): Promise<StepResult> {
    const { plan, signal } = context;
    const { target } = await connectBoth(this.#options, plan);
    const spec = context.spec as Plan['volumes'][number];
    const namespace = mapNamespace(plan, spec.namespace);
    const name = spec.targetName ?? spec.name;
    const title = `PersistentVolumeClaim ${namespace}/${name} on ${target.name}`;
    const claim = await target.client.get(
      resources.persistentVolumeClaims,
      { namespace, name },
      { signal },
    );
    if (!claim) {
      const deleted = context.memo.since !== undefined;
      return { kind: 'succeeded', result: { deleted } };
    }
    if (!isOurs(claim, plan.id)) {
      await context.event(
        'warn',
        'volume.targetKept',
        `${title} was not made by this plan and is kept`,
      );
      return { kind: 'succeeded', result: { deleted: false } };
    }
    const users = usersOf(
      await target.client.list(resources.pods, { namespace, signal }),
      name,
    ).map(pod => `${namespace}/${pod.metadata?.name}`);
    if (!claim.metadata?.deletionTimestamp) {
      if (users.length > 0) {
        throw new MigrationError({
          code: 'TARGET_VOLUME_IN_USE',
          message: `${title} is not deleted: ${users.join(', ')} uses it`,
          hint: 'Stop what uses it on the target, then retry.',
          kind: 'ConflictError',
        });
      }
      await target.client.delete(
        resources.persistentVolumeClaims,
        { namespace, name },
        { uid: claim.metadata?.uid, signal },
      );
      await context.event('warn', 'volume.targetDeleted', `Deleted ${title}`);
    }
    return this.#wait(context, title, [
      ...users.map(user => `pod ${user}`),
      ...(claim.metadata?.finalizers ?? []).map(
        finalizer => `finalizer ${finalizer}`,
      ),
    ]);
  }

  #wait(context: ItemContext, title: string, holders: string[]): StepResult {
    const since =
      typeof context.memo.since === 'number' ? context.memo.since : Date.now();
    const seconds =
      context.plan.options.quiesceTimeoutSeconds ?? DEFAULT_TIMEOUT_S;
    const waitingFor = `the end of ${title}, held by: ${
      holders.join(', ') || 'nothing that it names'
    }`;
    if (Date.now() - since > seconds * 1_000) {
      throw new MigrationError({
        code: 'TARGET_VOLUME_TERMINATING',
        message: `${title} is being deleted for more than ${seconds} seconds, held by: ${holders.join(
          ', ',
        )}`,
        hint: 'Stop the pods that use it; a finalizer goes when its owner removes it.',
        kind: 'ConflictError',
      });
    }
    return {
      kind: 'continue',
      phase: 'deleting',
      afterMs: LOOK_AGAIN_MS,
      waitingFor,
      memo: { since },
    };
  }
}
