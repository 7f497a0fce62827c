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
import { streamHistory } from '../../clusters/images/streamHistory';
import type { ClusterConnection } from '../../clusters/types';

/**
 * The history of the chosen tags of an image, without what they mean now: that is copied by its tag.
 *
 * @returns of each tag the oldest first; nothing if the plan does not ask for it
 * @throws `IMAGE_HISTORY_UNKNOWN`
 * @internal
 */
export async function olderImages(
  source: ClusterConnection,
  spec: Plan['images'][number],
  options: { signal: AbortSignal },
): Promise<{ tag: string; digest: string }[]> {
  if (!spec.history) {
    return [];
  }
  const history = await streamHistory(source, spec, options);
  return history.filter(({ tag }, index) =>
    history.slice(index + 1).some(later => later.tag === tag),
  );
}
