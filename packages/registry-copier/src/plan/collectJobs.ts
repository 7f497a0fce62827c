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

import { blobKey, blobsOf } from '../graph/ManifestGraph';
import type { RegistryClient } from '../client/RegistryClient';
import { placeOf } from './placeOf';
import type { BlobJob, TagUnit } from './Plan';

/**
 * Repositories that have blobs already: those of images that the target has, since a registry takes a manifest only
 * after its blobs.
 */
function knownPlaces(units: TagUnit[]): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const { action, root, copy } of units) {
    if (action === 'unchanged' && root) {
      for (const blob of blobsOf(root)) {
        const key = placeOf(copy.target.host, blobKey(blob));
        const places = known.get(key) ?? new Set();
        known.set(key, places.add(copy.target.repository));
      }
    }
  }
  return known;
}

/** Every blob that some unit needs, once for each registry, the largest first. Links the units to them. */
export function collectJobs(
  units: TagUnit[],
  clients: Map<string, RegistryClient>,
): BlobJob[] {
  const known = knownPlaces(units);
  const jobs = new Map<string, BlobJob>();
  for (const unit of units.filter(({ action }) => action !== 'fail')) {
    const { source, target } = unit.copy;
    const writes =
      ['create', 'overwrite'].includes(unit.action) && unit.root
        ? [unit.root]
        : [];
    for (const blob of blobsOf(...writes, ...unit.missingReferrers)) {
      const key = placeOf(target.host, blobKey(blob));
      const job = jobs.get(key) ?? {
        blob,
        client: clients.get(target.host)!,
        sources: [],
        targets: [],
        places: known.get(key) ?? new Set(),
      };
      jobs.set(key, job);
      if (
        !job.sources.some(
          place =>
            place.client.host === source.host &&
            place.repository === source.repository,
        )
      ) {
        job.sources.push({
          client: clients.get(source.host)!,
          repository: source.repository,
        });
      }
      if (
        !job.targets.some(({ repository }) => repository === target.repository)
      ) {
        job.targets.push({
          repository: target.repository,
          copy: unit.copy,
          present: false,
        });
      }
      if (source.host === target.host) {
        job.places.add(source.repository);
      }
      unit.jobs.push(job);
    }
  }
  return [...jobs.values()].sort((a, b) => b.blob.size - a.blob.size);
}
