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
import type { RegistryClient } from '@direct-migration/registry-copier';
import { mapConcurrently } from '../../clusters/mapConcurrently';
import type { ClusterConnection } from '../../clusters/types';
import type { CheckedImage } from './CheckedImage';
import { listOf } from './checkSourceImage';

const AT_ONCE = 4;

/**
 * Looks whether an image may be pushed to where it goes, and what lies there already.
 *
 * @param options - `namespaceMissing`: the registry may refuse what it takes once the namespace has been made
 * @internal
 */
export async function checkTargetImage(options: {
  plan: Plan;
  image: CheckedImage;
  target: ClusterConnection;
  registry: RegistryClient;
  namespaceMissing: boolean;
}): Promise<void> {
  const { image, target, registry, namespaceMissing } = options;
  try {
    await registry.probePush(image.target);
  } catch (error) {
    image.refuse(error, {
      connection: target,
      field: image.targetField,
      ids: { denied: 'image.pushDenied', other: 'image.pushRefused' },
      message: `Nothing can be pushed to ${image.target} on ${target.name}${
        namespaceMissing ? ' (its namespace does not exist yet)' : ''
      }`,
      level: namespaceMissing ? 'warn' : 'block',
    });
    return;
  }
  try {
    await checkExisting(options);
  } catch (error) {
    image.refuse(error, {
      connection: target,
      field: image.targetField,
      ids: { denied: 'image.pullDenied', other: 'image.unreadable' },
      message: `${image.target} on ${target.name} cannot be read`,
    });
  }
}

/** Tags that the target has with another image, and what will become of them. */
async function checkExisting(options: {
  plan: Plan;
  image: CheckedImage;
  target: ClusterConnection;
  registry: RegistryClient;
}): Promise<void> {
  const { plan, image, target, registry } = options;
  if ((image.spec.platforms ?? plan.options.images?.platforms)?.length) {
    // The digest of what is left of an index is not known before it is made.
    return;
  }
  const found = await mapConcurrently(
    [...image.tags],
    AT_ONCE,
    async ([tag, digest]) => {
      const there = await registry.headManifest(image.target, tag);
      return there &&
        there.digest !== digest &&
        !image.digests.has(there.digest)
        ? tag
        : undefined;
    },
  );
  const tags = found.filter(tag => tag !== undefined).sort();
  if (!tags.length) {
    return;
  }
  const what = `${image.target} on ${target.name} has ${
    tags.length
  } of the tags with another image: ${listOf(tags)}`;
  const fix =
    'The option existing of the image or of the plan says what to do: overwrite, refuse or skip.';
  switch (image.spec.existing ?? plan.options.images?.existing) {
    case 'refuse':
      image.add({
        id: 'image.tagExists',
        level: 'block',
        field: image.targetField,
        message: what,
        fix,
      });
      break;
    case 'skip':
      image.add({
        id: 'image.tagSkipped',
        level: 'info',
        message: `${what}. They are left as they are`,
      });
      break;
    default:
      image.add({
        id: 'image.tagOverwritten',
        level: 'warn',
        field: image.targetField,
        message: `${what}. They will be overwritten`,
        fix,
      });
  }
}
