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

import { inspectVolume } from '../inspect/inspectVolume';
import type { Keeps } from '../inspect/losses';
import { requireConsent } from '../inspect/requireConsent';
import type { ReceiverHello } from '../tunnel/hello';
import type { Loss, LossKind } from '../inspect/VolumeInspection';
import type { SendOptions } from './send';

/** What the receiver can keep, and shall. */
export function keepsOf(
  { uid, gids, lacks }: ReceiverHello,
  { noOwner }: Pick<SendOptions, 'noOwner'>,
): Keeps {
  return {
    uid,
    gids,
    lacks: [...lacks, ...(noOwner ? (['owner', 'group'] as const) : [])],
  };
}

/**
 * What of the volume will not arrive, all of it agreed to. Where both sides are root and the target lacks nothing there is
 * nothing to look for.
 *
 * @throws MoverError `LOSS_NOT_ACCEPTED`
 */
export async function agreedLosses(
  options: Pick<
    SendOptions,
    'acceptLoss' | 'dataDir' | 'filters' | 'noOwner' | 'reporter' | 'signal'
  >,
  keeps: Keeps,
): Promise<Loss[]> {
  const { acceptLoss, dataDir, filters, reporter, signal } = options;
  if (process.getuid?.() === 0 && keeps.uid === 0 && !keeps.lacks.length) {
    return [];
  }
  const { losses, notInspected } = await inspectVolume(dataDir, {
    keeps,
    filters,
    signal,
  });
  notInspected.forEach(what => reporter.log('warn', `Not inspected: ${what}`));
  // who says --no-owner has agreed to it
  const asked: LossKind[] = options.noOwner ? ['owner', 'group', 'mode'] : [];
  requireConsent(losses, [...acceptLoss, ...asked]);
  losses.forEach(({ kind, count, examples }) =>
    reporter.log(
      'warn',
      `Not kept, as agreed: ${kind} of ${count} entries (${examples.join(
        ', ',
      )}${count > examples.length ? ', …' : ''})`,
    ),
  );
  return losses;
}
