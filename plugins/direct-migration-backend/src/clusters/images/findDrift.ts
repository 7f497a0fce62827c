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

import type { ImageReference } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { RegistryClient } from '@direct-migration/registry-copier';
import { mapConcurrently } from '../mapConcurrently';
import { openRegistryClient } from '../registry/openRegistryClient';
import type { ClusterRegistry } from '../types';

const TIMEOUT_MS = 5_000;
const AT_ONCE = 8;

/**
 * Compares what pods run with what their tags mean now, and writes the difference into the references.
 *
 * @remarks
 * Best effort: the registry may be out of the backend's reach, and a list of images must not wait for it. What is not
 * known by then is left out.
 *
 * @param options - `candidates`: internal references by tag; with `digest` where an ImageStream says what the tag means
 * @internal
 */
export async function findDrift(options: {
  registry: ClusterRegistry | undefined;
  running: Map<string, Set<string>>;
  candidates: { repository: string; reference: ImageReference }[];
}): Promise<void> {
  const { registry, running } = options;
  const candidates = options.candidates.filter(({ reference }) =>
    running.has(reference.reference),
  );
  if (!candidates.length || !registry) {
    return;
  }
  let client: RegistryClient | undefined;
  try {
    client = await openRegistryClient(registry, {
      idleTimeoutMs: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const opened = client;
    await mapConcurrently(
      candidates,
      AT_ONCE,
      async ({ repository, reference }) => {
        reference.digest ??= (
          await opened.headManifest(repository, reference.tag!)
        )?.digest;
        const { digest } = reference;
        const others = [...running.get(reference.reference)!].filter(
          other => other !== digest,
        );
        if (!digest || !others.length) {
          return;
        }
        const children = await childrenOf(opened, repository, digest);
        const drifted = others.filter(other => !children.has(other)).sort();
        if (drifted.length) {
          reference.runningDigests = drifted;
        }
      },
    );
  } catch {
    // What has been compared stays.
  } finally {
    await client?.close();
  }
}

/** Some runtimes report the image of their platform, not the index that the tag names. */
async function childrenOf(
  client: RegistryClient,
  repository: string,
  digest: string,
): Promise<Set<string>> {
  const { bytes } = await client.getManifest(repository, digest);
  const { manifests } = JSON.parse(bytes.toString()) as {
    manifests?: { digest?: string }[];
  };
  return new Set(manifests?.flatMap(child => child.digest ?? []));
}
