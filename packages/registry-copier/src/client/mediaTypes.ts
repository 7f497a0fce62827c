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

export const DOCKER_MANIFEST =
  'application/vnd.docker.distribution.manifest.v2+json';
export const DOCKER_LIST =
  'application/vnd.docker.distribution.manifest.list.v2+json';
export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
export const OCI_ARTIFACT = 'application/vnd.oci.artifact.manifest.v1+json';
export const DOCKER_SCHEMA1 =
  'application/vnd.docker.distribution.manifest.v1+json';
export const DOCKER_SCHEMA1_SIGNED =
  'application/vnd.docker.distribution.manifest.v1+prettyjws';

/** Schema 1 is asked for only to be able to say that it is not supported, instead of "not found". */
export const ACCEPT_MANIFESTS = [
  OCI_INDEX,
  DOCKER_LIST,
  OCI_MANIFEST,
  DOCKER_MANIFEST,
  OCI_ARTIFACT,
  `${DOCKER_SCHEMA1_SIGNED};q=0.1`,
  `${DOCKER_SCHEMA1};q=0.1`,
].join(', ');

/** Whether a descriptor of an index is a manifest itself; build caches put plain blobs into an index. */
export function isManifestType(mediaType: string): boolean {
  return /manifest|image\.index/.test(mediaType);
}

/** The type alone of a `Content-Type`, lower case, without parameters. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0].trim().toLowerCase();
}
