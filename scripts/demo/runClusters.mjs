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

// The process of the demo's clusters, started by prepareDemo with its options as JSON. Ends when its standard input does.
import { createRequire } from 'node:module';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MOVER_IMAGE } from './moverImage.mjs';
import { pushImages } from './pushImages.mjs';
import { seedApplication } from './seedApplication.mjs';

const { directory, ports, sandboxFile, moverFile } = JSON.parse(
  process.argv[2],
);
const { SandboxCluster } = createRequire(import.meta.url)(sandboxFile);
const say = message => process.stdout.write(`${JSON.stringify(message)}\n`);

const clusters = [];
let isStopping = false;
async function stop(code) {
  if (isStopping) {
    return;
  }
  isStopping = true;
  await Promise.allSettled(clusters.map(cluster => cluster.stop()));
  process.exit(code);
}
// The same ports as last time, where they are free, so that addresses in the catalog stay right.
const portsFile = join(directory, 'ports.json');
const lastPorts = await readFile(portsFile, 'utf8').then(
  JSON.parse,
  () => ({}),
);

async function startCluster(name) {
  const start = port =>
    SandboxCluster.start({
      name,
      directory: join(directory, 'clusters', name),
      listen: { host: '127.0.0.1', port },
      images: {
        [MOVER_IMAGE]: {
          command: [process.execPath, moverFile],
        },
      },
      inertImages: ['*'],
      registry: {},
    });
  if (ports[name] || !lastPorts[name]) {
    return start(ports[name] ?? 0);
  }
  try {
    return await start(lastPorts[name]);
  } catch (error) {
    if (error.code !== 'EADDRINUSE') {
      throw error;
    }
    return start(0);
  }
}

process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));
process.stdin.on('end', () => stop(0));
process.stdin.resume();

try {
  for (const name of ['east', 'west']) {
    clusters.push(await startCluster(name));
  }
  await writeFile(
    portsFile,
    JSON.stringify(
      Object.fromEntries(
        clusters.map(c => [c.name, Number(new URL(c.url).port)]),
      ),
    ),
  );
  const [east] = clusters;
  say({ type: 'log', text: 'Putting the demo application into east' });
  await pushImages(east.registry);
  await seedApplication(east);

  const secrets = join(directory, 'secrets');
  await mkdir(secrets, { recursive: true, mode: 0o700 });
  await chmod(secrets, 0o700);
  const write = async (file, content) => {
    await writeFile(join(secrets, file), content, { mode: 0o600 });
    return join(secrets, file);
  };
  const described = [];
  for (const cluster of clusters) {
    const { name, url, caPem, token, nodeAddress, registry } = cluster;
    described.push({
      name,
      url,
      nodeAddress,
      caFile: await write(`${name}-ca.crt`, caPem),
      tokenFile: await write(`${name}-token`, token),
      kubeconfigFile: await write(`${name}.kubeconfig`, cluster.kubeconfig()),
      registry: {
        host: registry.host,
        username: registry.username,
        caFile: await write(`${name}-registry-ca.crt`, registry.caPem),
        passwordFile: await write(
          `${name}-registry-password`,
          registry.password,
        ),
      },
    });
  }
  say({ type: 'ready', clusters: described });
} catch (error) {
  process.stderr.write(
    `The demo clusters could not be started: ${error.stack ?? error}\n`,
  );
  await stop(1);
}
