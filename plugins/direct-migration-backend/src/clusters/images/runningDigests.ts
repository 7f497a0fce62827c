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

import type { Pod } from '../../kubernetes/clientNode';

/**
 * Which digests pods really run, by the image as their spec has it.
 *
 * @remarks
 * An image that was put onto the node by other means has no digest of a registry, and is left out.
 *
 * @internal
 */
export function runningDigests(pods: Pod[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { spec, status } of pods) {
    const images = new Map(
      [
        ...(spec?.initContainers ?? []),
        ...(spec?.containers ?? []),
        ...(spec?.ephemeralContainers ?? []),
      ].map(({ name, image }) => [name, image?.trim()]),
    );
    for (const { name, imageID } of [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
      ...(status?.ephemeralContainerStatuses ?? []),
    ]) {
      // docker-pullable://host/path@sha256:… or host/path@sha256:…
      const digest = /@(sha(?:256|512):[0-9a-f]+)$/.exec(imageID ?? '')?.[1];
      const image = images.get(name);
      if (digest && image) {
        found.set(image, (found.get(image) ?? new Set()).add(digest));
      }
    }
  }
  return found;
}
