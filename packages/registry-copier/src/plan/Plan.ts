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

import type { BlobDescriptor, BlobPlace } from '../blobs/readBlob';
import type { RegistryClient } from '../client/RegistryClient';
import type { ManifestNode } from '../graph/ManifestGraph';
import type { RegistryError } from '../model/RegistryError';
import type { PlannedTag } from '../model/types';
import type { ValidCopy } from '../model/validateCopy';

/** One image to write, with all that has to be there first and all that follows it. */
export interface TagUnit {
  copy: ValidCopy;
  /** For people: the tag, the digest of an image without one, or `*` for a repository whose tags could not be listed. */
  tag: string;
  /** The tag that it gets; none for an image that is written by its digest alone. */
  writeAs?: string;
  /** The image that the tag has in the end, when this one is an older one of the same tag. */
  newest?: TagUnit;
  action: PlannedTag['action'];
  error?: RegistryError;
  root?: ManifestNode;
  /** What the target has under the tag now. */
  targetDigest?: string;
  /** Manifests whose subject is in this image, all of them. */
  referrers: ManifestNode[];
  /** Those of {@link TagUnit.referrers} that the target lacks. */
  missingReferrers: ManifestNode[];
  /** What {@link TagUnit.root} and the missing referrers need in the target repository. */
  jobs: BlobJob[];
}

/** One repository of the target that needs a blob. */
export interface BlobTarget {
  repository: string;
  /** The copy that needs it first; its counts have it. */
  copy: ValidCopy;
  /** What became of it. */
  outcome?: 'present' | 'mounted' | 'uploaded' | 'failed';
  present: boolean;
  error?: unknown;
}

/** One blob on its way to one registry: uploaded once at most, mounted wherever else it is needed. */
export interface BlobJob {
  blob: BlobDescriptor;
  client: RegistryClient;
  sources: BlobPlace[];
  targets: BlobTarget[];
  /** Repositories of the target registry that should have the blob. */
  places: Set<string>;
}

/** Everything that has to be done, before any of it is. */
export interface Plan {
  units: TagUnit[];
  /** Largest first. */
  jobs: BlobJob[];
}

/** Whether the blob has to be uploaded, unless the registry refuses a mount. */
export function needsUpload(job: BlobJob): boolean {
  return (
    !job.places.size &&
    job.targets.every(({ present }) => !present) &&
    job.targets.some(({ outcome }) => outcome === undefined)
  );
}
