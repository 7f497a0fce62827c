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

import { ManifestGraph, manifestsOf } from '../graph/ManifestGraph';
import { isTag } from '../model/reference';
import type { ValidCopy } from '../model/validateCopy';
import { placeOf } from './placeOf';
import type { TagUnit } from './Plan';
import { failedUnit, scanImage } from './scanImage';
import type { ScanContext, ScanRequest } from './scanImage';
import { TargetTags } from './TargetTags';

/** Tags by which signatures, attestations, SBOMs and (without a suffix) referrers are found without a referrers API. */
const COMPANIONS = ['', '.sig', '.att', '.sbom'];
const COMPANION = /^sha\d+-[0-9a-f]+(?:\.sig|\.att|\.sbom)?$/;

/** Whether only some of the tags are wanted, and companions only of these. */
function isSelective({ tags, includes, excludes }: ValidCopy): boolean {
  return Boolean(tags || includes || excludes.length);
}

function isExcluded({ excludes }: ValidCopy, tag: string): boolean {
  return excludes.some(pattern => pattern.matches(tag));
}

/** The tags that are wanted for themselves. */
function chooseTags(copy: ValidCopy, listed: string[]): string[] {
  const { tags, includes } = copy;
  const wanted =
    tags ??
    listed.filter(
      tag =>
        !isSelective(copy) ||
        (!COMPANION.test(tag) &&
          (includes?.some(pattern => pattern.matches(tag)) ?? true)),
    );
  return wanted.filter(tag => !isExcluded(copy, tag));
}

function companionTags(units: TagUnit[]): string[] {
  const nodes = units.flatMap(({ root, referrers }) =>
    root ? manifestsOf(root, ...referrers) : [],
  );
  return nodes
    .filter(({ sourceDigest }) => !sourceDigest)
    .flatMap(({ digest }) =>
      COMPANIONS.map(suffix => `${digest.replace(':', '-')}${suffix}`),
    );
}

/** What is asked for by digest: images without a tag, older images of tags, and the last of each tag that is not chosen. */
function splitDigests({ digests }: ValidCopy, chosen: Set<string>) {
  const unique = digests.filter(
    ({ digest, tag }, i) =>
      digests.findIndex(
        other => other.digest === digest && other.tag === tag,
      ) === i,
  );
  const lastOf = new Map<string, string>();
  for (const { digest, tag } of digests) {
    if (tag !== undefined && !chosen.has(tag)) {
      lastOf.set(tag, digest);
    }
  }
  return {
    newest: lastOf,
    others: unique.filter(
      ({ digest, tag }) => tag === undefined || lastOf.get(tag) !== digest,
    ),
  };
}

/** The images of one repository, each with its manifests and what the target has. Never throws: errors are in the units. */
export async function scanCopy(
  copy: ValidCopy,
  context: ScanContext,
): Promise<TagUnit[]> {
  const { source, target, log } = context;
  const { repository } = copy.source;
  let listed: Set<string> | undefined;
  try {
    listed = new Set((await source.listTags(repository)).filter(isTag));
  } catch (error) {
    const failed = failedUnit(copy, '*', error);
    if (!copy.tags) {
      return [failed];
    }
    log(
      'warn',
      `The tags of ${
        copy.copy.source
      } cannot be listed, companions are looked for one by one: ${
        failed.error!.message
      }`,
    );
  }
  const tags = chooseTags(copy, [...(listed ?? [])]);
  if (!tags.length && !copy.digests.length) {
    log('warn', `${copy.copy.source} has no tag that is chosen`);
  }

  const common = {
    copy,
    graph: new ManifestGraph({ client: source, repository }, copy.platforms),
    targetTags: new TargetTags(target, copy.target.repository),
  };
  const scan = (requests: Omit<ScanRequest, keyof typeof common>[]) =>
    Promise.all(
      requests.map(request => scanImage({ ...common, ...request }, context)),
    );
  const { newest, others } = splitDigests(copy, new Set(tags));
  common.targetTags.expect(tags[0] ?? [...newest.keys()][0]);
  const older = await scan(others.map(({ digest }) => ({ reference: digest })));
  const ofTag = (tag: string) => older.filter((_, i) => others[i].tag === tag);
  const named = await scan([
    ...tags.map(tag => ({ reference: tag, writeAs: tag, older: ofTag(tag) })),
    ...[...newest].map(([tag, digest]) => ({
      reference: digest,
      writeAs: tag,
      older: ofTag(tag),
    })),
  ]);
  for (const unit of named) {
    ofTag(unit.tag).forEach(each => (each.newest = unit));
  }
  const units = [
    ...older.filter(
      ({ newest: last, root }) => !root || root.digest !== last?.root?.digest,
    ),
    ...named,
  ];

  const seen = new Set(named.map(({ tag }) => tag));
  const isThere = async (tag: string) =>
    listed?.has(tag) ??
    (await source.headManifest(repository, tag).catch(() => undefined)) !==
      undefined;
  let next = isSelective(copy) ? units : [];
  while (next.length) {
    const candidates = [...new Set(companionTags(next))].filter(
      tag => !seen.has(tag) && !isExcluded(copy, tag),
    );
    candidates.forEach(tag => seen.add(tag));
    const there = await Promise.all(candidates.map(isThere));
    next = await scan(
      candidates
        .filter((_, i) => there[i])
        .map(tag => ({ reference: tag, writeAs: tag })),
    );
    units.push(...next);
  }
  if (await common.targetTags.isAbsent()) {
    context.absent.add(placeOf(target.host, copy.target.repository));
  }
  return units;
}
