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

import { sha256 } from './images';
import type { TestRegistry } from './TestRegistry';
import type { TestRepository } from './testRegistryTypes';

interface Parts {
  config?: { digest: string; size: number };
  layers?: { digest: string; size: number }[];
  manifests?: { digest: string; size: number }[];
}

/** What is wrong with a manifest and everything below it. */
function problems(repository: TestRepository, digest: string): string[] {
  const manifest = repository.manifests.get(digest);
  if (!manifest) {
    return [`manifest ${digest} is missing`];
  }
  const own = sha256(manifest.bytes);
  const { config, layers, manifests }: Parts = JSON.parse(
    manifest.bytes.toString(),
  );
  const blobs = [...(config ? [config] : []), ...(layers ?? [])];
  return [
    ...(own === digest ? [] : [`manifest ${digest} is ${own}`]),
    ...blobs.flatMap(blob => {
      const bytes = repository.blobs.get(blob.digest);
      return bytes?.length === blob.size && sha256(bytes) === blob.digest
        ? []
        : [`blob ${blob.digest} has ${bytes?.length} bytes, or other ones`];
    }),
    ...(manifests ?? []).flatMap(child => problems(repository, child.digest)),
  ];
}

/**
 * Everything that must hold of a target, whatever went wrong on the way there. Let the registry be `trusting`, so that
 * it is not the registry itself that ensures it.
 *
 * @returns what does not hold
 */
export function brokenPromises(target: TestRegistry): string[] {
  const premature = target.requests.filter(
    ({ method, url, status, missing }) =>
      method === 'PUT' &&
      url.includes('/manifests/') &&
      missing &&
      (status ?? 0) < 300,
  );
  const repositories = [...target.repositories];
  return [
    ...premature.map(({ url, missing }) => `${url} came before ${missing}`),
    ...repositories.flatMap(([name, repository]) =>
      [...repository.tags].flatMap(([tag, digest]) =>
        problems(repository, digest).map(
          problem => `${name}:${tag}: ${problem}`,
        ),
      ),
    ),
    ...repositories.flatMap(([name, { blobs }]) =>
      [...blobs].flatMap(([digest, bytes]) =>
        sha256(bytes) === digest ? [] : [`${name}@${digest} is damaged`],
      ),
    ),
  ];
}
