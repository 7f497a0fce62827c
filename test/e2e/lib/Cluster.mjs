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

import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const hour = 3_600_000;

/** One of the two clusters, as its administrator sees it. */
export class Cluster {
  #hasRoutes;

  /** @param {'east' | 'west'} name */
  constructor(name, env = process.env) {
    this.name = name;
    const value = key => env[`${name.toUpperCase()}_${key}`];
    this.kubeconfig = value('KUBECONFIG');
    this.registry = value('REGISTRY');
    this.registryUser = value('REGISTRY_USER');
    this.registryPassword = value('REGISTRY_PASSWORD');
    this.registryCa = value('REGISTRY_CA');
    this.kubectlPath = env.CLUSTERS_KUBECTL ?? 'kubectl';
  }

  async kubectl(args, { input, timeout = 120_000 } = {}) {
    const child = exec(
      this.kubectlPath,
      ['--kubeconfig', this.kubeconfig, ...args],
      { maxBuffer: 2 ** 28, timeout },
    );
    if (input !== undefined) child.child.stdin.end(input);
    return (await child).stdout;
  }

  /** @param {object | string} objects one, several, or YAML text */
  async apply(objects) {
    const text =
      typeof objects === 'string'
        ? objects
        : JSON.stringify(
            Array.isArray(objects)
              ? { apiVersion: 'v1', kind: 'List', items: objects }
              : objects,
          );
    await this.kubectl(['apply', '-f', '-'], { input: text });
  }

  async get(kind, name, namespace) {
    return JSON.parse(
      await this.kubectl([
        'get',
        kind,
        ...(name ? [name] : []),
        ...(namespace ? ['-n', namespace] : []),
        '-o',
        'json',
      ]),
    );
  }

  async getOrUndefined(kind, name, namespace) {
    const text = await this.kubectl([
      'get',
      kind,
      name,
      ...(namespace ? ['-n', namespace] : []),
      '-o',
      'json',
      '--ignore-not-found',
    ]);
    return text.trim() ? JSON.parse(text) : undefined;
  }

  async deleteNamespace(name) {
    await this.kubectl([
      'delete',
      'namespace',
      name,
      '--ignore-not-found',
      '--wait=true',
      '--timeout=120s',
    ]);
  }

  /** Waits until a condition holds. The limit only keeps a broken test from waiting for ever. */
  async until(description, check, limitMs = hour / 12) {
    const end = Date.now() + limitMs;
    for (;;) {
      const value = await check();
      if (value) return value;
      if (Date.now() > end)
        throw new Error(`${this.name}: waited in vain for ${description}`);
      await new Promise(resolve => setTimeout(resolve, 300));
    }
  }

  /** Runs a pod to its end and returns what it printed. Claims are seen as /volumes/<claim>, raw ones as /devices/<claim>. */
  async runPod({
    namespace,
    name,
    image,
    command,
    volumes = [],
    devices = [],
    ...rest
  }) {
    await this.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace },
      spec: {
        restartPolicy: 'Never',
        terminationGracePeriodSeconds: 0,
        containers: [
          {
            name: 'main',
            image,
            imagePullPolicy: 'IfNotPresent',
            command,
            volumeMounts: volumes.map(claim => ({
              name: claim,
              mountPath: `/volumes/${claim}`,
            })),
            volumeDevices: devices.map(claim => ({
              name: claim,
              devicePath: `/devices/${claim}`,
            })),
          },
        ],
        volumes: [...volumes, ...devices].map(claim => ({
          name: claim,
          persistentVolumeClaim: { claimName: claim },
        })),
        ...rest,
      },
    });
    const phase = await this.until(`pod ${name}`, async () => {
      const pod = await this.get('pod', name, namespace);
      return (
        ['Succeeded', 'Failed'].includes(pod.status.phase) && pod.status.phase
      );
    });
    const output = await this.kubectl(['logs', name, '-n', namespace]);
    await this.kubectl(['delete', 'pod', name, '-n', namespace, '--wait=true']);
    if (phase !== 'Succeeded')
      throw new Error(
        `pod ${name} in ${this.name} failed: ${output.slice(-2000)}`,
      );
    return output;
  }

  /** Service account with exactly the rights of docs/rbac, and its token. */
  async installRbac() {
    await this.apply(
      readFileSync(
        new URL('../../../docs/rbac/direct-migration.yaml', import.meta.url),
        'utf8',
      ),
    );
    return this.#tokenFrom('direct-migration-token', 'direct-migration');
  }

  /** Service account that may do nothing, and its token. */
  async createPowerless(namespace) {
    await this.apply([
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'powerless', namespace },
      },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: 'powerless-token',
          namespace,
          annotations: { 'kubernetes.io/service-account.name': 'powerless' },
        },
        type: 'kubernetes.io/service-account-token',
      },
    ]);
    return this.#tokenFrom('powerless-token', namespace);
  }

  /** A token of the account of `installRbac` that ends by itself. */
  async shortToken(expirationSeconds) {
    const namespace = 'direct-migration';
    const answer = await this.kubectl(
      [
        ...['create', '-f', '-', '--raw'],
        `/api/v1/namespaces/${namespace}/serviceaccounts/direct-migration/token`,
      ],
      {
        input: JSON.stringify({
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          metadata: { name: 'direct-migration', namespace },
          spec: { expirationSeconds },
        }),
      },
    );
    return JSON.parse(answer).status.token;
  }

  #tokenFrom(name, namespace) {
    return this.until('the service account token', async () => {
      const secret = await this.getOrUndefined('secret', name, namespace);
      return (
        secret?.data?.token &&
        Buffer.from(secret.data.token, 'base64').toString()
      );
    });
  }

  /**
   * What should have been removed from the cluster, as kind/namespace/name: everything of the plan by its labels, and
   * everything in the namespace that is named like ours, for what has lost its labels or never had them.
   */
  async leftovers(planId, namespace) {
    const kinds = [
      'pods',
      'secrets',
      'configmaps',
      'services',
      'jobs.batch',
      'endpoints',
      'ingresses.networking.k8s.io',
      'networkpolicies.networking.k8s.io',
    ];
    this.#hasRoutes ??= this.kubectl([
      ...['api-resources', '--api-group=route.openshift.io', '-o', 'name'],
    ]);
    if ((await this.#hasRoutes).includes('routes'))
      kinds.push('routes.route.openshift.io');
    // One question for all of them: each costs a process.
    const list = async args =>
      JSON.parse(
        await this.kubectl(['get', kinds.join(), ...args, '-o', 'json']),
      ).items;
    const [ours, here] = await Promise.all([
      list([
        '-A',
        '-l',
        `direct-migration.io/component,direct-migration.io/plan=${planId}`,
      ]),
      list(['-n', namespace]),
    ]);
    return [
      ...ours,
      ...here.filter(({ metadata }) => metadata.name.startsWith('dm-')),
    ].map(
      ({ kind, metadata }) => `${kind}/${metadata.namespace}/${metadata.name}`,
    );
  }

  /** Lines of the registry's log that name something; `undefined` where the cluster is not one of test/clusters. */
  registryLog(text) {
    const command = process.env.CLUSTERS_COMMAND;
    if (!command) return undefined;
    return execFileSync(
      command,
      ['logs', this.name, 'registry', '-n', '20000'],
      {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      },
    )
      .split('\n')
      .filter(line => line.includes(text));
  }

  /** Address and CA of the API server, from the kubeconfig. */
  async endpoint() {
    const config = JSON.parse(
      await this.kubectl(['config', 'view', '--raw', '--minify', '-o', 'json']),
    );
    const { cluster } = config.clusters[0];
    return {
      server: cluster.server,
      caData:
        cluster['certificate-authority-data'] ??
        readFileSync(cluster['certificate-authority']).toString('base64'),
    };
  }
}
