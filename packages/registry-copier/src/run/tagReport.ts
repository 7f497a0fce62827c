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

import { RegistryError } from '../model/RegistryError';
import type { TagReport } from '../model/events';
import type { TagUnit } from '../plan/Plan';

/** What became of one tag, for the caller. */
export function tagReport(unit: TagUnit, failure?: unknown): TagReport {
  const { copy, tag, root, targetDigest } = unit;
  const base = {
    index: copy.index,
    source: copy.copy.source,
    target: copy.copy.target,
    tag,
    ...(root?.sourceDigest ? { sourceDigest: root.sourceDigest } : {}),
  };
  if (failure !== undefined) {
    const error =
      failure instanceof RegistryError
        ? failure
        : new RegistryError({ code: 'UNSUPPORTED', message: String(failure) });
    return {
      ...base,
      state: 'failed',
      digest: root?.digest,
      error: error.toCopyError(),
    };
  }
  if (unit.action === 'skip') {
    return { ...base, state: 'unchanged', digest: targetDigest };
  }
  const unchanged =
    unit.action === 'unchanged' && !unit.missingReferrers.length;
  return {
    ...base,
    state: unchanged ? 'unchanged' : 'copied',
    digest: root?.digest,
  };
}
