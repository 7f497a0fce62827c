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

import { blobsOf } from './graph/ManifestGraph';
import type { CopyPlan, PlannedBlob, PlanOptions } from './model/types';
import { buildPlan } from './plan/buildPlan';
import { needsUpload } from './plan/Plan';
import type { BlobJob, TagUnit } from './plan/Plan';
import { openRegistries } from './run/openRegistries';

function plannedBlobs(job: BlobJob): PlannedBlob[] {
  let upload = needsUpload(job);
  return job.targets.map(({ repository, present }) => {
    const first = upload && !present;
    upload &&= !first;
    const action = first ? 'upload' : 'mount';
    return {
      digest: job.blob.digest,
      bytes: job.blob.size,
      target: `${job.client.host}/${repository}`,
      action: present ? 'present' : action,
    };
  });
}

function plannedTag({
  copy,
  tag,
  action,
  root,
  targetDigest,
  error,
}: TagUnit): CopyPlan['tags'][number] {
  return {
    source: copy.copy.source,
    target: copy.copy.target,
    tag,
    action,
    digest: root?.digest,
    ...(root?.sourceDigest ? { sourceDigest: root.sourceDigest } : {}),
    targetDigest,
    mediaType: root?.mediaType,
    bytes: root && blobsOf(root).reduce((sum, { size }) => sum + size, 0),
    error: error?.toCopyError(),
  };
}

/**
 * Says what {@link copyImages} would do, without writing anything.
 *
 * @throws RegistryError `INVALID_REFERENCE`, `CANCELED`; what is wrong with single tags is in the plan
 * @public
 */
export async function planImages(options: PlanOptions): Promise<CopyPlan> {
  return await openRegistries(options, async open => {
    open.emit({ type: 'phase', phase: 'scanning' });
    const { units, jobs } = await buildPlan(open);
    const blobs = jobs.flatMap(plannedBlobs);
    const uploads = blobs.filter(({ action }) => action === 'upload');
    return {
      tags: units.map(plannedTag),
      blobs,
      bytesToUpload: uploads.reduce((sum, { bytes }) => sum + bytes, 0),
      blobsToUpload: uploads.length,
      blobsToMount: blobs.filter(({ action }) => action === 'mount').length,
      blobsPresent: blobs.filter(({ action }) => action === 'present').length,
    };
  });
}
