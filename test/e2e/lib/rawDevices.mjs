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

import { execFileSync } from 'node:child_process';
import { uniqueName } from './scenario.mjs';

/** Of the volumes that the clusters of test/clusters make by hand. */
const STATIC = 'static';

/**
 * A raw device for a claim that comes later. The clusters of test/clusters make it by hand; others have to have a default
 * storage class that makes raw devices.
 *
 * @returns {{storageClass?: string, remove: () => void}} the class that the claim needs, and what removes the device
 */
export function provideDevice(cluster, namespace, claim, mebibytes) {
  const command = process.env.CLUSTERS_COMMAND;
  if (!command) return { remove: () => {} };
  const volume = uniqueName('raw');
  const run = args => execFileSync(command, args, { stdio: 'pipe' });
  run([
    ...['volume', 'make', cluster.name, volume, '--block'],
    ...['--size', `${mebibytes}Mi`, '--class', STATIC],
    ...['--claim', `${namespace}/${claim}`],
  ]);
  return {
    storageClass: STATIC,
    remove: () => run(['volume', 'rm', cluster.name, volume]),
  };
}

/** @returns {object} a PersistentVolumeClaim with `volumeMode: Block` */
export function rawClaim(namespace, name, mebibytes, storageClassName) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace },
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Block',
      resources: { requests: { storage: `${mebibytes}Mi` } },
      ...(storageClassName && { storageClassName }),
    },
  };
}

/** What is done with the raw claim `raw`, by pods that are root. */
export function deviceScripts(namespace, image, mebibytes) {
  const script = (cluster, name, code) =>
    cluster.runPod({
      namespace,
      name,
      image,
      command: ['node', '-e', code],
      devices: ['raw'],
      securityContext: { runAsUser: 0 },
    });
  return {
    /** Random bytes at a place. */
    write: (cluster, at, bytes) =>
      script(
        cluster,
        'write',
        `const fs = require('fs'), d = fs.openSync('/devices/raw', 'r+');
         fs.writeSync(d, require('crypto').randomBytes(${bytes}), 0, ${bytes}, ${at}); fs.fsyncSync(d);`,
      ),
    /** Of its first so many MiB. */
    digest: cluster =>
      script(
        cluster,
        'digest',
        `console.log(require('crypto').createHash('sha256').update(require('fs').readFileSync('/devices/raw').subarray(0, ${
          mebibytes * 2 ** 20
        })).digest('hex'))`,
      ),
  };
}
