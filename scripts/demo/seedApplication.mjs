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

import { existsSync } from 'node:fs';
import {
  chmod,
  link,
  mkdir,
  rename,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { incompressible } from './incompressible.mjs';

const NAMESPACE = 'shop';
const CLAIM = 'data';
const BIND_TIMEOUT_MS = 30_000;

/**
 * Puts the demo application into a sandbox cluster: namespace `shop`, claim `data` with a few hundred files (about
 * 30 MB), and a Deployment that uses it. Does nothing twice.
 *
 * @param {object} cluster - a SandboxCluster
 */
export async function seedApplication(cluster) {
  const has = (apiVersion, kind, name) =>
    cluster.get(apiVersion, kind, name, NAMESPACE) !== undefined;
  if (!has('v1', 'Namespace', NAMESPACE)) {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE },
    });
  }
  if (!has('v1', 'PersistentVolumeClaim', CLAIM)) {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: CLAIM, namespace: NAMESPACE, labels: { app: 'shop' } },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
  }
  const volume = await waitForVolume(cluster);
  await writeFiles(volume);

  if (!has('apps/v1', 'Deployment', 'shop')) {
    createDeployment(cluster);
  }
}

function createDeployment(cluster) {
  cluster.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop', namespace: NAMESPACE, labels: { app: 'shop' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'shop' } },
      template: {
        metadata: { labels: { app: 'shop' } },
        spec: {
          containers: [
            {
              name: 'web',
              // A name that stays when the registry's port changes.
              image: `registry.apps.${cluster.name}.test/shop/web:2.0`,
              volumeMounts: [{ name: 'data', mountPath: '/data' }],
            },
          ],
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: CLAIM } },
          ],
        },
      },
    },
  });
}

async function waitForVolume(cluster) {
  const deadline = Date.now() + BIND_TIMEOUT_MS;
  for (;;) {
    try {
      return cluster.volumePath(NAMESPACE, CLAIM);
    } catch (error) {
      if (Date.now() > deadline) {
        throw new Error(
          `The claim ${NAMESPACE}/${CLAIM} was not bound: ${error.message}`,
        );
      }
      await sleep(100);
    }
  }
}

/** Files of many kinds and sizes, the same at every start. */
async function writeFiles(volume) {
  if (existsSync(join(volume, 'README.txt'))) {
    return;
  }
  const write = async (path, size) => {
    const file = join(volume, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, incompressible(path, size));
    return file;
  };
  for (let i = 0; i < 320; i++) {
    const folder = `products/${String(i % 16).padStart(2, '0')}`;
    await write(`${folder}/product-${i}.json`, 300 + ((i * 977) % 6_000));
  }
  for (let i = 0; i < 24; i++) {
    await write(`images/photo ${i}.jpg`, 600_000 + i * 25_000);
  }
  const database = await write('database/shop.db', 8_000_000);
  await chmod(database, 0o600);
  await write('database/shop.db-journal', 0);
  await write('texts/naïve café – 日本.txt', 2_000);
  await link(database, join(volume, 'database/shop.backup'));
  await symlink('shop.db', join(volume, 'database/current'));
  // Last: it says that everything else is there.
  const readme = join(volume, '.README.txt.part');
  await writeFile(readme, 'The data of the demo application.\n');
  await rename(readme, join(volume, 'README.txt'));
}
