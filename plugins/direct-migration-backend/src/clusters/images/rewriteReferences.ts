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
  ImageRewrite,
  Item,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Workload } from './listWorkloads';
import {
  parseImageReference,
  type ImageReferenceParts,
} from './parseImageReference';
import type { RegistryHosts } from './RegistryHosts';

/** A tag in the result of an image's item. */
interface ResultTag {
  tag: string;
  state: string;
  digest?: string;
  sourceDigest?: string;
}

/**
 * The images of workloads that point at what was copied, and what they are on the target.
 *
 * @param options - `hosts`: of the source's registry; `targetHost`: under which the target's workloads name theirs; `items`:
 *   of the migration
 * @internal
 */
export function rewriteReferences(options: {
  namespace: string;
  workloads: Workload[];
  hosts: RegistryHosts;
  targetHost: string;
  items: Item[];
}): ImageRewrite[] {
  const { namespace, workloads, hosts, targetHost } = options;
  const copied = new Map(
    options.items
      .filter(
        ({ kind, state }) =>
          kind === 'image' &&
          (state === 'succeeded' || state === 'partiallyFailed'),
      )
      .map(item => [item.source?.repository, item]),
  );
  return workloads.flatMap(({ name: workload, spec }) =>
    [...(spec.initContainers ?? []), ...(spec.containers ?? [])].flatMap(
      ({ name: container, image }): ImageRewrite[] => {
        const old = image?.trim() ?? '';
        const parts = parseImageReference(old);
        const item =
          'repository' in parts && hosts.has(parts.host)
            ? copied.get(parts.repository)
            : undefined;
        const found = item && findCopy(item, parts as ImageReferenceParts);
        if (!found) {
          return [];
        }
        const { tag, digest } = parts as ImageReferenceParts;
        const rest = [tag && `:${tag}`, digest && `@${found.digest ?? digest}`];
        return [
          {
            namespace,
            workload,
            container,
            old,
            new: [
              `${targetHost}/${item.target?.repository}`,
              ...rest.filter(Boolean),
            ].join(''),
            ...(found.digest && { digest: found.digest }),
          },
        ];
      },
    ),
  );
}

/** `undefined` when this very image was not copied; without `digest` when that is not known. */
function findCopy(
  item: Item,
  { tag = 'latest', digest }: ImageReferenceParts,
): { digest?: string } | undefined {
  const { tags = [], tagsOmitted = 0 } = (item.result ?? {}) as unknown as {
    tags?: ResultTag[];
    tagsOmitted?: number;
  };
  const found = tags.find(
    copy =>
      copy.state !== 'failed' &&
      (digest
        ? [copy.tag, copy.sourceDigest ?? copy.digest].includes(digest)
        : copy.tag === tag),
  );
  if (found) {
    return { digest: found.digest };
  }
  const failed = tags.some(copy => copy.state === 'failed' && copy.tag === tag);
  const allKnown = tags.length > 0 && tagsOmitted === 0;
  return allKnown || failed ? undefined : {};
}
