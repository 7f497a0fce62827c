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

import {
  readFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from './Cluster.mjs';
import { Portal } from './Portal.mjs';
import { pushImage } from '../../../scripts/lib/pushImage.mjs';
import { fillScript, manifestScript } from './volumeScripts.mjs';

const image = process.env.MOVER_IMAGE;

/** Two clusters with our rights installed, and a portal that knows them. */
export async function createScenario(options = {}) {
  const clusters = [new Cluster('east'), new Cluster('west')];
  const known = [];
  for (const cluster of clusters) {
    known.push({
      entityName: cluster.name,
      ...(await cluster.endpoint()),
      token: await cluster.installRbac(),
      registry: {
        host: cluster.registry,
        caFile: cluster.registryCa,
        username: cluster.registryUser,
        password: cluster.registryPassword,
      },
    });
  }
  const portal = await Portal.create({
    clusters: options.clusters
      ? await options.clusters(known, clusters)
      : known,
    config: options.config,
  });
  return { east: clusters[0], west: clusters[1], known, portal };
}

/** A namespace name that no other run has. */
export function uniqueName(prefix) {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}

/** @returns {object} a PersistentVolumeClaim */
export function claimOf(namespace, name, size, storageClass) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: size } },
      ...(storageClass && { storageClassName: storageClass }),
    },
  };
}

/** Namespace with one claim `data`. */
export async function createVolume(
  cluster,
  namespace,
  { size = '1Gi', storageClass } = {},
) {
  await cluster.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    claimOf(namespace, 'data', size, storageClass),
  ]);
}

/** Fills the claim `data` with files of every kind. */
export async function fillVolume(cluster, namespace, { files, mebibytes }) {
  await cluster.runPod({
    namespace,
    name: 'fill',
    image,
    command: ['node', '-e', fillScript, String(files), String(mebibytes)],
    volumes: ['data'],
  });
}

/** Map path → everything that must be equal, of a claim. */
export async function manifestOf(cluster, namespace, claim = 'data') {
  const output = await cluster.runPod({
    namespace,
    name: `manifest-${claim}`,
    image,
    command: [
      'node',
      '-e',
      manifestScript.replace('/volumes/data', `/volumes/${claim}`),
    ],
    volumes: [claim],
  });
  return output
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** Pushes `repository` with tags 1.0 and latest of one digest, and 0.9 of another; the program serves `/volumes/data`. */
export async function pushWebImage(cluster, repository) {
  const root = mkdtempSync(join(tmpdir(), 'image-'));
  try {
    if (process.env.CLUSTERS_COMMAND) {
      execFileSync(
        process.env.CLUSTERS_COMMAND,
        ['image', 'rootfs', root, 'busybox'],
        { stdio: 'pipe' },
      );
    } else {
      const busybox = ['/bin/busybox', '/usr/bin/busybox'].find(path =>
        existsSync(path),
      );
      if (!busybox)
        throw new Error(
          'a static busybox is needed to make an image (Debian: busybox-static)',
        );
      mkdirSync(join(root, 'bin'));
      copyFileSync(busybox, join(root, 'bin/busybox'));
      chmodSync(join(root, 'bin/busybox'), 0o755);
      for (const name of ['sh', 'httpd', 'wget'])
        symlinkSync('busybox', join(root, 'bin', name));
    }
    const command = [
      '/bin/busybox',
      'httpd',
      '-f',
      '-p',
      '8080',
      '-h',
      '/volumes/data',
    ];
    const registry = registryOf(cluster);
    for (const [version, tags] of [
      ['0.9', ['0.9']],
      ['1.0', ['1.0', 'latest']],
    ]) {
      writeFileSync(join(root, 'version'), version);
      const tar = execFileSync(
        'tar',
        [
          '--sort=name',
          '--mtime=@0',
          '--owner=0',
          '--group=0',
          '--numeric-owner',
          '-C',
          root,
          '-c',
          '.',
        ],
        { maxBuffer: 2 ** 29 },
      );
      await pushImage({
        registry,
        repository,
        tags,
        layers: [tar],
        config: { Cmd: command, Labels: { version } },
      });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** How a cluster's registry is reached from this machine. */
export function registryOf(cluster) {
  return {
    host: cluster.registry,
    caPem: readFileSync(cluster.registryCa, 'utf8'),
    username: cluster.registryUser,
    password: cluster.registryPassword,
  };
}
