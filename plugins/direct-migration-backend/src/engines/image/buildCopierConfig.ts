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

import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { CopyOptions } from '@direct-migration/registry-copier';
import { guardedAddress } from '../../clusters/registry/guardedAddress';
import type { ClusterRegistry } from '../../clusters/types';
import { requireRegistry } from './requireRegistry';
import { targetRepository, type ClusterPair } from './copierPlace';

type ImageSpec = Plan['images'][number];

const DEFAULT_CONCURRENCY = 8;

/** `config.json` of a copier, as `docs/architecture.md` has it. @internal */
export type CopierConfig = Pick<
  CopyOptions,
  'registries' | 'copies' | 'concurrency' | 'bandwidthLimit'
>;

/** An image with what had to be looked up of it. @internal */
export interface PreparedImage {
  spec: ImageSpec;
  /** The history of its tags, without what they mean now; of each the oldest first. */
  older: { tag: string; digest: string }[];
}

/**
 * The configuration of a copier of several images. It holds passwords: it goes into a Secret and nowhere else.
 *
 * @param options - `runOn`: where the copier runs; that cluster's registry is named as its own pods name it, the other one
 *   as others reach it
 * @throws `REGISTRY_MISSING`; where it runs in the backend `REGISTRY_HOST_REFUSED`
 * @internal
 */
export async function buildCopierConfig(options: {
  plan: Plan;
  images: PreparedImage[];
  clusters: ClusterPair;
  runOn: 'target' | 'source' | 'backend';
}): Promise<CopierConfig> {
  const { plan, images, clusters, runOn } = options;
  const here = runOn === 'backend';
  // Of one cluster under one name, so that what is there is mounted and not sent.
  const both = !here && clusters.source.entityRef === clusters.target.entityRef;
  const source = await describe(await requireRegistry(clusters.source), {
    inside: both || runOn === 'source',
    here,
  });
  const target = await describe(await requireRegistry(clusters.target), {
    inside: both || runOn === 'target',
    here,
  });
  const { concurrency, bandwidthLimit } = plan.options.images ?? {};
  return {
    registries: {
      [target.host]: target.config,
      [source.host]: source.config,
    },
    concurrency: concurrency ?? DEFAULT_CONCURRENCY,
    ...(bandwidthLimit && { bandwidthLimit }),
    copies: images.map(({ spec, older }) => ({
      source: `${source.host}/${spec.repository}`,
      target: `${target.host}/${targetRepository(plan, spec)}`,
      ...selection(plan, spec, older),
    })),
  };
}

/** What of a repository is copied, and how. What is empty means the same as what is not there. */
function selection(
  plan: Plan,
  spec: ImageSpec,
  older: PreparedImage['older'],
): Omit<CopierConfig['copies'][number], 'source' | 'target'> {
  const options = plan.options.images;
  const platforms = spec.platforms ?? options?.platforms;
  const existing = spec.existing ?? options?.existing;
  const { tags, includeTags, excludeTags } = spec;
  const digests = [
    ...(spec.digests ?? []).map(digest => ({ digest })),
    ...older,
  ];
  const byTag =
    spec.history || tags?.length || includeTags?.length || excludeTags?.length;
  return {
    ...(tags?.length && { tags }),
    ...(includeTags?.length && { includeTags }),
    ...(excludeTags?.length && { excludeTags }),
    // Digests alone: no tag.
    ...(digests.length && !byTag && { tags: [] }),
    ...(digests.length && { digests }),
    ...(platforms?.length && { platforms }),
    ...(existing && { existing }),
  };
}

async function describe(
  registry: ClusterRegistry,
  { inside, here }: { inside: boolean; here: boolean },
): Promise<{ host: string; config: CopierConfig['registries'][string] }> {
  const ca = inside ? registry.internalCa ?? registry.ca : registry.ca;
  return {
    host: inside ? registry.internalHost : registry.externalHost,
    config: {
      ...(ca && { ca }),
      ...(await registry.credentials()),
      insecureHttp: registry.insecureHttp,
      ...(!inside && registry.address && { address: registry.address }),
      // What the cluster names must not lead the backend where it may not go; pods reach what their network lets them.
      ...(here && (await guardedAddress(registry))),
    },
  };
}
