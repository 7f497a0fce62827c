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
  Item,
  TagProgress,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** A tag with how far it is, or why it failed. */
export type KnownTag = TagProgress & { message?: string };

const STATES: readonly TagProgress['state'][] = [
  'waiting',
  'copying',
  'copied',
  'unchanged',
  'failed',
];

/**
 * The tags of an image: from its progress until it has ended, then from its result, which is what the copier has said.
 *
 * @returns `undefined` where there are none
 */
export function tagsOf(
  item: Item,
):
  | { done: number; total: number; tags: KnownTag[]; omitted: number }
  | undefined {
  if (item.kind !== 'image') {
    return undefined;
  }
  if (item.tagProgress) {
    return { omitted: 0, ...item.tagProgress };
  }
  const result = item.result as
    | { tags?: unknown; tagsOmitted?: unknown }
    | undefined;
  const tags = (Array.isArray(result?.tags) ? result.tags : [])
    .map(toKnownTag)
    .filter(tag => tag !== undefined);
  const omitted = Number(result?.tagsOmitted ?? 0);
  return tags.length
    ? {
        done: tags.filter(({ state }) => state !== 'failed').length,
        total: tags.length + omitted,
        tags,
        omitted,
      }
    : undefined;
}

function toKnownTag(value: unknown): KnownTag | undefined {
  const tag = value as Partial<KnownTag> & { error?: { message?: string } };
  return typeof tag?.tag === 'string' && STATES.includes(tag.state!)
    ? { ...(tag as KnownTag), message: tag.error?.message }
    : undefined;
}
