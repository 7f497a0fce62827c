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

import { MoverError } from '../errors/MoverError';
import type { Loss, LossKind } from './VolumeInspection';

const WHAT: Record<LossKind, string> = {
  owner: 'the owner of',
  group: 'the group of',
  mode: 'the permissions (setuid or setgid of another owner) of',
  acl: 'the ACL of',
  xattr: 'extended attributes of',
  hardLink: 'that they are one file, of',
  device: 'the device that is',
  unreadable: 'what may not be read,',
};

function describe({ kind, count, examples }: Loss): string {
  const more = count > examples.length ? ', …' : '';
  return `${WHAT[kind]} ${count} ${
    count === 1 ? 'entry' : 'entries'
  } (${examples.join(', ')}${more})`;
}

/**
 * Nothing is lost that nobody has agreed to lose.
 *
 * @throws MoverError `LOSS_NOT_ACCEPTED` with what would be lost
 */
export function requireConsent(
  losses: Loss[],
  accepted: readonly LossKind[],
): void {
  const refused = losses.filter(({ kind }) => !accepted.includes(kind));
  if (refused.length > 0) {
    throw new MoverError({
      code: 'LOSS_NOT_ACCEPTED',
      message: `Nothing was copied, for not all of it would arrive as it is: ${refused
        .map(describe)
        .join('; ')}`,
      hint: `Run both pods as root where that is allowed (leave out runAsUser), or run the target's as the owner; leave such entries out (exclude); or agree to it with the volume's or the plan's option acceptLoss: [${refused
        .map(({ kind }) => kind)
        .join(', ')}].`,
    });
  }
}
