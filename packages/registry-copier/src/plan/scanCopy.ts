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
import { ManifestGraph, manifestsOf } from '../graph/ManifestGraph';
import type { ManifestNode } from '../graph/ManifestGraph';
import { isTag } from '../model/reference';
import { RegistryError } from '../model/RegistryError';
import type { ExistingTagPolicy } from '../model/types';
import type { ValidCopy } from '../model/validateOptions';
import type { Limiter } from '../run/Limiter';
import type { TagUnit } from './Plan';

/** Tags by which signatures, attestations, SBOMs and (without a suffix) referrers are found without a referrers API. */
const COMPANIONS = ['', '.sig', '.att', '.sbom'];

/** What a scan works with. */
export interface ScanContext {
  source: RegistryClient;
  target: RegistryClient;
  limiter: Limiter;
  existing: ExistingTagPolicy;
  log: (level: 'info' | 'warn', message: string) => void;
}

function toError(error: unknown): RegistryError {
  return error instanceof RegistryError
    ? error
    : new RegistryError({
        code: 'UNSUPPORTED',
        message: String(error),
        cause: error,
      });
}

/** A unit that cannot be done. */
export function failedUnit(
  copy: ValidCopy,
  tag: string,
  error: unknown,
): TagUnit {
  return {
    copy,
    tag,
    action: 'fail',
    error: toError(error),
    referrers: [],
    missingReferrers: [],
    jobs: [],
  };
}

async function scanTag(
  copy: ValidCopy,
  tag: string,
  graph: ManifestGraph,
  context: ScanContext,
): Promise<TagUnit> {
  const { target, existing } = context;
  const unit: TagUnit = {
    copy,
    tag,
    action: 'create',
    referrers: [],
    missingReferrers: [],
    jobs: [],
  };
  try {
    unit.root = await graph.load(tag);
    unit.targetDigest = (
      await target.headManifest(copy.target.repository, tag)
    )?.digest;
    if (unit.targetDigest === unit.root.digest) {
      unit.action = 'unchanged';
    } else if (unit.targetDigest && existing === 'refuse') {
      throw new RegistryError({
        code: 'TAG_EXISTS',
        message: `${copy.copy.target}:${tag} is there already as ${unit.targetDigest}, the source has ${unit.root.digest}`,
      });
    } else if (unit.targetDigest && existing === 'skip') {
      unit.action = 'skip';
      return unit;
    } else if (unit.targetDigest) {
      unit.action = 'overwrite';
    }
    unit.referrers = await graph.referrers(manifestsOf(unit.root));
    for (const referrer of unit.referrers) {
      if (
        !(await target.headManifest(copy.target.repository, referrer.digest))
      ) {
        unit.missingReferrers.push(referrer);
      }
    }
  } catch (error) {
    unit.action = 'fail';
    unit.error = toError(error);
  }
  return unit;
}

function companionTags(nodes: ManifestNode[]): string[] {
  return nodes.flatMap(({ digest }) =>
    COMPANIONS.map(suffix => `${digest.replace(':', '-')}${suffix}`),
  );
}

/** The tags of one repository, each with its manifests and what the target has. Never throws: errors are in the units. */
export async function scanCopy(
  copy: ValidCopy,
  context: ScanContext,
): Promise<TagUnit[]> {
  const { source, limiter, log } = context;
  const { repository } = copy.source;
  const graph = new ManifestGraph({ client: source, repository });
  let listed: Set<string> | undefined;
  try {
    listed = new Set(
      (await limiter.run(() => source.listTags(repository))).filter(isTag),
    );
  } catch (error) {
    if (!copy.tags) {
      return [failedUnit(copy, '*', error)];
    }
    log(
      'warn',
      `The tags of ${
        copy.copy.source
      } cannot be listed, companions are looked for one by one: ${
        toError(error).message
      }`,
    );
  }

  const units = new Map<string, TagUnit>();
  const seen = new Set<string>();
  let next = copy.tags ?? [...listed!];
  while (next.length) {
    next.forEach(tag => seen.add(tag));
    const scanned = await Promise.all(
      next.map(tag => limiter.run(() => scanTag(copy, tag, graph, context))),
    );
    scanned.forEach(unit => units.set(unit.tag, unit));
    if (!copy.tags) {
      break;
    }
    const nodes = scanned.flatMap(({ root, referrers }) =>
      root ? manifestsOf(root, ...referrers) : [],
    );
    const candidates = [...new Set(companionTags(nodes))].filter(
      tag => !seen.has(tag) && (listed?.has(tag) ?? true),
    );
    next = listed
      ? candidates
      : (
          await Promise.all(
            candidates.map(tag =>
              limiter.run(async () => {
                const found = await source
                  .headManifest(repository, tag)
                  .catch(() => undefined);
                return found ? [tag] : [];
              }),
            ),
          )
        ).flat();
    candidates.forEach(tag => seen.add(tag));
  }
  return [...units.values()];
}
