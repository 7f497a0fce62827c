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
import type { RegistryClient } from '@direct-migration/registry-copier';
import { targetRepository } from '../../engines/image/copierPlace';
import { mapConcurrently } from '../../clusters/mapConcurrently';
import type { Ends } from '../Ends';
import type { Findings } from '../Findings';
import { CheckedImage } from './CheckedImage';
import { checkSourceImage } from './checkSourceImage';
import { checkTargetImage } from './checkTargetImage';
import { openRegistry } from './openRegistry';
import { SizeEstimate } from './SizeEstimate';

/** Who waits for a preflight is a person. */
const TIMEOUT_MS = 45_000;
const AT_ONCE = 4;

/**
 * Looks whether both registries are there and take the credentials, whether everything that the plan names may be pulled
 * and pushed, and what becomes of tags that the target has already. Leaves nothing behind.
 *
 * @internal
 */
export async function checkImages(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
}): Promise<void> {
  const { findings, plan, ends } = options;
  if (!plan.images.length) {
    return;
  }
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const runOn = plan.options.images?.runOn ?? 'target';
  const [source, target] = await Promise.all([
    ends.source &&
      openRegistry({
        findings,
        connection: ends.source,
        field: 'sourceCluster',
        inside: runOn === 'source',
        signal,
      }),
    ends.target &&
      openRegistry({
        findings,
        connection: ends.target,
        field: 'targetCluster',
        inside: runOn === 'target',
        signal,
      }),
  ]);
  try {
    await checkEach({ ...options, source, target });
  } finally {
    await Promise.all([source?.close(), target?.close()]);
  }
}

async function checkEach(options: {
  findings: Findings;
  plan: Plan;
  ends: Ends;
  source?: RegistryClient;
  target?: RegistryClient;
}): Promise<void> {
  const { findings, plan, ends, source, target } = options;
  const size = new SizeEstimate();
  // Elsewhere a registry knows nothing of namespaces.
  const knowsNamespaces =
    ends.target && (await ends.target.capabilities()).imageStreams;
  const images = plan.images.map(
    (spec, index) =>
      new CheckedImage(spec, targetRepository(plan, spec), `images[${index}]`),
  );
  await mapConcurrently(images, AT_ONCE, async image => {
    if (source) {
      await checkSourceImage({
        image,
        source: ends.source!,
        registry: source,
        size,
      });
    }
    if (target) {
      const [namespace] = image.target.split('/');
      await checkTargetImage({
        plan,
        image,
        target: ends.target!,
        registry: target,
        namespaceMissing: Boolean(
          knowsNamespaces && ends.missing.target.has(namespace),
        ),
      });
    }
  });
  images.flatMap(image => image.checks).forEach(check => findings.add(check));
  const estimate = size.describe();
  if (estimate) {
    findings.add({
      id: 'image.size',
      level: 'info',
      subject: plan.name,
      message: `The images have ${estimate}; what the target has of them already does not travel`,
    });
  }
}
