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

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  BatchV1Api,
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  V1Pod,
  Watch,
} from '@kubernetes/client-node';
import { SandboxCluster } from './SandboxCluster';
import { SandboxClusterOptions } from './SandboxClusterOptions';

jest.setTimeout(60_000);

let directory: string;
let cluster: SandboxCluster;

function options(
  more: Partial<SandboxClusterOptions> = {},
): SandboxClusterOptions {
  return {
    name: 'test',
    directory,
    images: { 'shell:1': { command: ['sh', '-c'] } },
    inertImages: ['inert/*'],
    ...more,
  };
}

function kubeConfig(): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(cluster.kubeconfig());
  return config;
}

function applyPod(name: string, script: string, spec: any = {}): void {
  cluster.apply({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name: 'main',
          image: 'shell:1',
          args: [script, '/data/file'],
          volumeMounts: spec.volumes ? [{ name: 'v', mountPath: '/data' }] : [],
        },
      ],
      ...spec,
    },
  });
}

async function until<T>(read: () => T | undefined | false): Promise<T> {
  for (let i = 0; i < 400; i += 1) {
    const value = read();
    if (value) return value;
    await delay(25);
  }
  throw new Error('It did not come about');
}

async function waitForPhase(name: string, phase: string) {
  return until(() => {
    const pod = cluster.get('v1', 'Pod', name);
    return pod?.status?.phase === phase && pod;
  });
}

async function waitForLog(name: string): Promise<string> {
  const core = kubeConfig().makeApiClient(CoreV1Api);
  for (let i = 0; i < 200; i += 1) {
    const log = await core.readNamespacedPodLog({ name, namespace: 'default' });
    if (log) return log;
    await delay(25);
  }
  throw new Error('The log stays empty');
}

function applyClaim(name: string): void {
  cluster.apply({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Mi' } },
    },
  });
}

const withClaim = (claimName: string) => ({
  volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }],
});

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-cluster-'));
  cluster = await SandboxCluster.start(options());
});

afterEach(async () => {
  await cluster.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('SandboxCluster', () => {
  it('serves the client library of Kubernetes', async () => {
    const config = kubeConfig();
    const core = config.makeApiClient(CoreV1Api);
    const namespace = 'default';
    const { items, metadata } = await core.listNamespacedPod({ namespace });
    expect(items).toEqual([]);

    const seen: string[] = [];
    const ended = new Promise<any>(resolve => {
      void new Watch(config).watch(
        `/api/v1/namespaces/${namespace}/pods`,
        {
          resourceVersion: metadata?.resourceVersion,
          allowWatchBookmarks: true,
        },
        (type, pod: V1Pod) => seen.push(`${type} ${pod.metadata?.name}`),
        resolve,
      );
    });
    // The watch begins at a version, so it does not matter when its connection is made.
    await core.createNamespacedPod({
      namespace,
      body: {
        metadata: { name: 'inert' },
        spec: { containers: [{ name: 'main', image: 'inert/any:1' }] },
      },
    });
    await waitForPhase('inert', 'Running');
    const patched = await core.patchNamespacedPod(
      { name: 'inert', namespace, body: { metadata: { labels: { a: 'b' } } } },
      setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
    );
    expect(patched.metadata?.labels).toEqual({ a: 'b' });
    await core.deleteNamespacedPod({ name: 'inert', namespace });
    await until(() => seen.includes('DELETED inert'));
    expect(seen[0]).toBe('ADDED inert');
    cluster.faults.dropWatches();
    expect(await ended).toBeInstanceOf(Error);

    const batch = config.makeApiClient(BatchV1Api);
    await expect(
      batch.readNamespacedJob({ name: 'none', namespace }),
    ).rejects.toMatchObject({
      code: 404,
      body: expect.stringContaining('jobs.batch \\"none\\" not found'),
    });
  });

  it('gives a raw device to who asks for one, and to nobody as a folder', async () => {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'raw' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        volumeMode: 'Block',
        resources: { requests: { storage: '2Mi' } },
      },
    });
    const main = { name: 'main', image: 'shell:1' };
    applyPod('device', '', {
      ...withClaim('raw'),
      containers: [
        {
          ...main,
          args: [
            'wc -c < "$0"; printf x | dd of="$0" conv=notrunc',
            '/dev/raw',
          ],
          volumeDevices: [{ name: 'v', devicePath: '/dev/raw' }],
        },
      ],
    });
    await waitForPhase('device', 'Succeeded');
    expect(await waitForLog('device')).toMatch(/^2097152\n/);
    const content = readFileSync(cluster.volumePath('default', 'raw'));
    expect([content.length, content[0]]).toEqual([2 * 2 ** 20, 120]);

    applyPod('folder', 'true', withClaim('raw'));
    const message = 'volume v has volumeMode Block, but is specified in';
    await until(() =>
      cluster
        .list('v1', 'Event', 'default')
        .some(event => event.message?.includes(message)),
    );
    expect(cluster.get('v1', 'Pod', 'folder')?.status?.phase).toBe('Pending');
  });

  it('goes on after a restart and tells truthfully what was lost', async () => {
    applyClaim('data');
    await until(
      () =>
        cluster.get('v1', 'PersistentVolumeClaim', 'data')?.status.phase ===
        'Bound',
    );
    writeFileSync(
      join(cluster.volumePath('default', 'data'), 'file'),
      'kept\n',
    );
    applyPod('once', 'sleep 600');
    applyPod('always', 'cat "$0"; sleep 600', {
      ...withClaim('data'),
      restartPolicy: 'Always',
    });
    await waitForPhase('once', 'Running');
    await waitForPhase('always', 'Running');
    const { token, caPem } = cluster;
    await cluster.stop();

    cluster = await SandboxCluster.start(options());
    expect(cluster.token).toBe(token);
    expect(cluster.caPem).toBe(caPem);
    const once = await waitForPhase('once', 'Failed');
    expect(once.status.containerStatuses[0].state.terminated).toMatchObject({
      exitCode: 137,
      reason: 'ContainerStatusUnknown',
    });
    const always = await until(() => {
      const pod = cluster.get('v1', 'Pod', 'always');
      return (
        pod?.status.containerStatuses[0].restartCount === 1 &&
        pod.status.containerStatuses[0].state.running &&
        pod
      );
    });
    expect(
      always.status.containerStatuses[0].lastState.terminated.exitCode,
    ).toBe(137);
    expect(await waitForLog('always')).toBe('kept\n');
  });

  it('leaves no process and no socket', async () => {
    applyPod('forks', 'sleep 601 & setsid sleep 602 & echo $! ; sleep 603');
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'open' },
      spec: { type: 'NodePort', ports: [{ port: 80 }], selector: { a: 'b' } },
    });
    const pod = await waitForPhase('forks', 'Running');
    const pid = Number(await waitForLog('forks'));
    expect(pod.metadata.uid).toEqual(expect.any(String));
    expect(() => process.kill(pid, 0)).not.toThrow();
    const port = cluster.get('v1', 'Service', 'open')?.spec.ports[0].nodePort;
    await cluster.stop();
    await until(() => isGone(pid));
    for (const address of [
      new URL(cluster.url),
      new URL(`https://${cluster.nodeAddress}:${port}`),
    ]) {
      expect(await connects(address.hostname, Number(address.port))).toBe(
        false,
      );
    }
  });

  it('has its folder for itself', async () => {
    await expect(SandboxCluster.start(options())).rejects.toThrow(
      /^Another sandbox cluster uses /,
    );
  });

  it('refuses what a user is denied', async () => {
    cluster.addUser({
      name: 'reader',
      token: 'reader-token',
      deny: [{ verb: 'create', resource: 'pods' }],
    });
    const config = kubeConfig();
    config.users = [{ name: 'test-admin', token: 'reader-token' }];
    const core = config.makeApiClient(CoreV1Api);
    await expect(
      core.listNamespacedPod({ namespace: 'default' }),
    ).resolves.toBeDefined();
    await expect(
      core.createNamespacedPod({ namespace: 'default', body: {} }),
    ).rejects.toMatchObject({
      code: 403,
      body: expect.stringContaining(
        'pods is forbidden: User \\"reader\\" cannot create resource \\"pods\\" in API group \\"\\" in the namespace \\"default\\"',
      ),
    });
  });
});

function isGone(pid: number): boolean {
  try {
    // A zombie that nobody has reaped yet is gone, too.
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

async function connects(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
