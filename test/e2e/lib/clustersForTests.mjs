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

import { fileURLToPath } from 'node:url';
import { Stop } from '../../../scripts/lib/say.mjs';
import { run } from '../../../scripts/lib/run.mjs';

const clusters = fileURLToPath(
  new URL('../../clusters/clusters', import.meta.url),
);
const buildImage = fileURLToPath(
  new URL('../../../packages/mover/scripts/build-image.sh', import.meta.url),
);

/** What describes a pair of clusters that somebody brings along. */
const wanted = [
  'KUBECONFIG',
  'REGISTRY',
  'REGISTRY_USER',
  'REGISTRY_PASSWORD',
  'REGISTRY_CA',
];

/**
 * `env`: environment of the suites on real clusters: of the two named by `EAST_KUBECONFIG` and `WEST_KUBECONFIG`, else of the two of
 * `test/clusters`, which are started. `stop` ends what was started here where nobody would use it any more, which is in CI.
 */
export async function clustersForTests({ step }) {
  if (process.env.EAST_KUBECONFIG || process.env.WEST_KUBECONFIG) {
    const missing = ['EAST', 'WEST']
      .flatMap(side => wanted.map(name => `${side}_${name}`))
      .filter(name => !process.env[name]);
    if (!process.env.MOVER_IMAGE)
      missing.push(
        'MOVER_IMAGE (an image of packages/mover/Containerfile that both clusters can pull)',
      );
    if (missing.length > 0)
      throw new Stop(
        `Two clusters of your own were named, but these variables are missing: ${missing.join(
          ', ',
        )}.`,
      );
    return {
      env: {
        ...process.env,
        CLUSTERS_KUBECTL: process.env.CLUSTERS_KUBECTL ?? 'kubectl',
      },
      stop: async () => {},
    };
  }
  if (process.getuid?.() !== 0) {
    throw new Stop(
      'The clusters of test/clusters need root; name two of your own with EAST_KUBECONFIG and WEST_KUBECONFIG instead.',
    );
  }
  const wereUp = (await run([clusters, 'status'])).code === 0;
  step(
    'starting two clusters (building Kubernetes takes some minutes the first time)',
  );
  await must([clusters, 'up'], 'the clusters did not start');
  const { output } = await must(
    [clusters, 'env'],
    'the clusters gave no environment',
  );
  const env = Object.fromEntries(
    [...output.matchAll(/^export (\w+)='(.*)'$/gm)].map(match => [
      match[1],
      match[2],
    ]),
  );
  step('building the mover image');
  await must(
    [buildImage, 'local/mover:test'],
    'the mover image could not be built',
  );
  return {
    env: {
      ...process.env,
      ...env,
      MOVER_IMAGE: 'local/mover:test',
      CLUSTERS_COMMAND: clusters,
    },
    // Whoever develops starts the suite again soon; on a build machine nothing may stay behind.
    stop: async () => {
      if (process.env.CI && !wereUp) {
        step('ending the clusters');
        await must([clusters, 'down'], 'the clusters did not end');
      }
    },
  };
}

async function must(command, sentence) {
  const result = await run(command, { timeoutMs: 40 * 60_000 });
  if (result.code !== 0)
    throw new Stop(
      `${sentence}: ${result.output.trim().split('\n').slice(-5).join(' ')}`,
    );
  return result;
}
