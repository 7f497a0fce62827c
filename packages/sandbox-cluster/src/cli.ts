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

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { SandboxCluster } from './SandboxCluster';
import { SandboxClusterOptions } from './SandboxClusterOptions';

/**
 * The program `sandbox-clusters`: hosts the clusters of a JSON file until it gets SIGTERM or SIGINT, or its input ends
 * when it was told to watch it. Prints one JSON line for each cluster that is ready.
 *
 * @public
 */
export async function runSandboxClusters(
  argv: string[] = process.argv,
): Promise<void> {
  const program = new Command('sandbox-clusters')
    .description('Hosts miniature Kubernetes clusters in one process.')
    .requiredOption(
      '--config <file>',
      'JSON: {"clusters": [<options of a cluster>, …]}; folders are relative to the file',
    )
    .option('--until-stdin-ends', 'end when the standard input does')
    .parse(argv);
  const { config, untilStdinEnds } = program.opts();
  const file = resolve(config);
  const clusters: SandboxCluster[] = [];
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= Promise.all(clusters.map(c => c.stop())).then(() => {
      process.exit();
    });
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  if (untilStdinEnds) {
    process.stdin.once('end', end).once('close', end).resume();
  }
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8'));
    for (const options of parsed.clusters as SandboxClusterOptions[]) {
      const directory = resolve(file, '..', options.directory);
      const cluster = await SandboxCluster.start({ ...options, directory });
      clusters.push(cluster);
      process.stdout.write(`${JSON.stringify(describe(cluster, directory))}\n`);
    }
  } catch (error) {
    process.stderr.write(`sandbox-clusters: ${(error as Error).message}\n`);
    process.exitCode = 1;
    end();
  }
}

/** Secrets go to files that only the owner may read, never to the output. */
function describe(cluster: SandboxCluster, directory: string): object {
  const folder = join(directory, 'access');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keep = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const { registry } = cluster;
  return {
    name: cluster.name,
    url: cluster.url,
    caFile: keep('ca.crt', cluster.caPem),
    tokenFile: keep('token', cluster.token),
    kubeconfigFile: keep('kubeconfig', cluster.kubeconfig()),
    nodeAddress: cluster.nodeAddress,
    ...(registry
      ? {
          registry: {
            host: registry.host,
            username: registry.username,
            caFile: keep('registry-ca.crt', registry.caPem),
            passwordFile: keep('registry-password', registry.password),
          },
        }
      : {}),
  };
}
