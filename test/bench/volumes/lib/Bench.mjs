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

import { setTimeout as sleep } from 'node:timers/promises';
import { step } from '../../../../scripts/lib/say.mjs';
import { createScenario, uniqueName } from '../../../e2e/lib/scenario.mjs';
import { fillScript } from './fillScript.mjs';

const image = process.env.MOVER_IMAGE;

/** Two clusters, a portal, and namespaces that are removed in the end. */
export class Bench {
  #namespaces = [];

  /** @param {{volumes: number, files: number, size: number, noopFiles: number, runs: number, endpoint?: string}} options */
  static async create(options) {
    const bench = new Bench();
    bench.options = options;
    step('starting the portal');
    Object.assign(bench, await createScenario());
    bench.endpoint =
      options.endpoint ??
      ((await bench.west.kubectl(['api-resources', '-o', 'name'])).includes(
        'routes.route.openshift.io',
      )
        ? 'route'
        : 'nodePort');
    return bench;
  }

  /** A namespace of its own in both clusters, or in one. */
  async namespace(prefix, clusters = [this.east, this.west]) {
    const name = uniqueName(prefix);
    for (const cluster of clusters) {
      this.#namespaces.push({ cluster, name });
      await cluster.apply({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      });
    }
    return name;
  }

  async claims(cluster, namespace, names) {
    await cluster.apply(
      names.map(name => ({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name, namespace },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      })),
    );
  }

  /** Volumes of the source, each with the same number of files of random bytes. */
  async fill(namespace, names, { files, size }) {
    await this.claims(this.east, namespace, names);
    await this.east.runPod({
      namespace,
      name: 'fill',
      image,
      command: ['node', '-e', fillScript, String(files), String(size)],
      volumes: names,
    });
  }

  /** Writes out what lies in the nodes' memory, so that nobody's copy waits for the disk with that of the one before. */
  async settle(source, target) {
    await Promise.all(
      [
        [this.east, source],
        [this.west, target],
      ].map(([cluster, namespace]) =>
        cluster.runPod({
          namespace,
          name: uniqueName('settle'),
          image,
          command: ['sh', '-c', 'sync'],
        }),
      ),
    );
  }

  async plan({ source, target, volumes }) {
    return await this.portal.call('POST', '/plans', {
      name: `bench of ${source}`,
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source, target }],
      volumes: volumes.map(name => ({ namespace: source, name })),
      options: { endpoint: this.endpoint },
    });
  }

  /** Runs a migration to its end, which must be a good one. `startedAt` is when the POST was sent. */
  async migrate(planId) {
    const startedAt = Date.now();
    const { id } = await this.portal.call('POST', '/migrations', {
      planId,
      type: 'stage',
    });
    let migration;
    do {
      await sleep(250);
      migration = await this.portal.call('GET', `/migrations/${id}`);
    } while (['queued', 'running'].includes(migration.state));
    if (migration.state !== 'succeeded')
      throw new Error(`The migration ended so: ${JSON.stringify(migration)}`);
    return { migration, startedAt };
  }

  async removeNamespace(name) {
    const mine = this.#namespaces.filter(entry => entry.name === name);
    this.#namespaces = this.#namespaces.filter(entry => entry.name !== name);
    await Promise.all(mine.map(({ cluster }) => cluster.deleteNamespace(name)));
  }

  async close() {
    await this.portal.stop();
    for (const name of new Set(this.#namespaces.map(entry => entry.name)))
      await this.removeNamespace(name);
  }
}
