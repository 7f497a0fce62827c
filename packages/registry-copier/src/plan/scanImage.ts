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

import type { RegistryClient } from '../client/RegistryClient';
import { manifestsOf } from '../graph/ManifestGraph';
import type { ManifestGraph } from '../graph/ManifestGraph';
import { RegistryError } from '../model/RegistryError';
import type { ValidCopy } from '../model/validateCopy';
import type { TagUnit } from './Plan';
import type { TargetTags } from './TargetTags';

/** What a scan works with. */
export interface ScanContext {
  source: RegistryClient;
  target: RegistryClient;
  /** Repositories of the target that do not exist are added, as of {@link placeOf}. */
  absent: Set<string>;
  log: (level: 'info' | 'warn', message: string) => void;
}

/** Which image to look at. */
export interface ScanRequest {
  copy: ValidCopy;
  graph: ManifestGraph;
  targetTags: TargetTags;
  /** The tag that it gets; none for an image that is written by its digest alone. */
  writeAs?: string;
  /** The tag or digest in the source. */
  reference: string;
  /** Images of the same tag that are older. */
  older?: TagUnit[];
}

/** A unit about which nothing is known yet. */
function newUnit(copy: ValidCopy, tag: string): TagUnit {
  return {
    copy,
    tag,
    action: 'create',
    referrers: [],
    missingReferrers: [],
    jobs: [],
  };
}

/** A unit that cannot be done. */
export function failedUnit(
  copy: ValidCopy,
  tag: string,
  error: unknown,
): TagUnit {
  return {
    ...newUnit(copy, tag),
    action: 'fail',
    error:
      error instanceof RegistryError
        ? error
        : new RegistryError({
            code: 'UNSUPPORTED',
            message: String(error),
            cause: error,
          }),
  };
}

/** What is to be done with a tag that the target has, or has not. */
function actionFor(
  unit: TagUnit,
  digest: string,
  older: TagUnit[],
): TagUnit['action'] {
  const { copy, targetDigest } = unit;
  if (!targetDigest) {
    return 'create';
  }
  if (targetDigest === digest) {
    return 'unchanged';
  }
  const isOlder = older.some(({ root }) => root?.digest === targetDigest);
  if (copy.existing === 'overwrite' || isOlder) {
    return 'overwrite';
  }
  if (copy.existing === 'skip') {
    return 'skip';
  }
  throw new RegistryError({
    code: 'TAG_EXISTS',
    message: `${copy.copy.target}:${unit.tag} is there already as ${targetDigest}, the source has ${digest}`,
  });
}

/** Looks at one image on both sides. Never throws: the error is in the unit. */
export async function scanImage(
  request: ScanRequest,
  { log }: ScanContext,
): Promise<TagUnit> {
  const { copy, graph, targetTags, writeAs, reference, older = [] } = request;
  const unit = { ...newUnit(copy, writeAs ?? reference), writeAs };
  try {
    const root = await graph.load(reference);
    unit.root = root;
    if (root.missingPlatforms?.length) {
      log(
        'warn',
        `${
          copy.copy.source
        }: ${reference} is not there for ${root.missingPlatforms.join(', ')}`,
      );
    }
    if (writeAs === undefined) {
      const there = await targetTags.hasManifest(root.digest);
      unit.targetDigest = there ? root.digest : undefined;
    } else {
      unit.targetDigest = await targetTags.digestOf(writeAs);
    }
    unit.action = actionFor(unit, root.digest, older);
    if (unit.action === 'skip') {
      return unit;
    }
    unit.referrers = await graph.referrers(manifestsOf(root));
    for (const referrer of unit.referrers) {
      if (!(await targetTags.hasManifest(referrer.digest))) {
        unit.missingReferrers.push(referrer);
      }
    }
    return unit;
  } catch (error) {
    return { ...failedUnit(copy, unit.tag, error), root: unit.root, writeAs };
  }
}
