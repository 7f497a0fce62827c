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

import { uniqueName } from './scenario.mjs';

const image = process.env.MOVER_IMAGE;

/** Appends numbered lines, each safely on disk before the next; goes on for five seconds after it was told to end. */
const writer = `
const fs = require('fs');
const fd = fs.openSync('/volumes/data/log-' + process.env.HOSTNAME, 'a');
const write = line => { fs.writeSync(fd, line + '\\n'); fs.fsyncSync(fd); };
let n = 0;
setInterval(() => write(String(n++)), 20);
process.on('SIGTERM', () => setTimeout(() => { write('end'); process.exit(Number(process.argv[1])); }, 5000));
`;
const reader = `
const fs = require('fs');
const folder = process.argv[1];
for (const name of fs.readdirSync(folder).filter(n => n.startsWith('log-')).sort())
  console.log(JSON.stringify({ name, lines: fs.readFileSync(folder + '/' + name, 'utf8').trim().split('\\n') }));
`;

/**
 * A pod that writes.
 * @param options `exitCode`: 0 would be the end of a Job; the rest is of the pod
 */
export function podTemplate(app, claim, { exitCode = 0, ...rest } = {}) {
  return {
    metadata: { labels: { app } },
    spec: {
      ...rest,
      terminationGracePeriodSeconds: 20,
      containers: [
        {
          name: 'writer',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['node', '-e', writer, String(exitCode)],
          volumeMounts: [{ name: 'data', mountPath: '/volumes/data' }],
        },
      ],
      ...(claim && {
        volumes: [
          { name: 'data', persistentVolumeClaim: { claimName: claim } },
        ],
      }),
    },
  };
}

/** A workload of every kind that writes to the claim `data`, and a StatefulSet with a claim of its own. */
export async function deployWriters(cluster, namespace) {
  const selector = app => ({ matchLabels: { app } });
  await cluster.apply([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace },
      spec: {
        replicas: 2,
        selector: selector('web'),
        template: podTemplate('web', 'data'),
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace },
      spec: {
        replicas: 1,
        serviceName: 'db',
        selector: selector('db'),
        template: podTemplate('db'),
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
            },
          },
        ],
      },
    },
  ]);
  const versions = (await cluster.kubectl(['api-versions'])).split('\n');
  const restartPolicy = 'Never';
  await cluster.apply([
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent', namespace },
      spec: {
        selector: selector('agent'),
        template: podTemplate('agent', 'data'),
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'set', namespace },
      spec: {
        replicas: 1,
        selector: selector('set'),
        template: podTemplate('set', 'data'),
      },
    },
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'job', namespace },
      spec: {
        parallelism: 1,
        template: podTemplate('job', 'data', { exitCode: 1, restartPolicy }),
      },
    },
    {
      apiVersion: versions.includes('batch/v1beta1')
        ? 'batch/v1beta1'
        : 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'cron', namespace },
      spec: {
        // Only now and then; it must not be in the middle of a cutover.
        schedule: '0 0 1 1 *',
        jobTemplate: {
          spec: { template: podTemplate('cron', 'data', { restartPolicy }) },
        },
      },
    },
  ]);
  for (const what of ['deployment/web', 'statefulset/db', 'daemonset/agent'])
    await cluster.kubectl(
      ['rollout', 'status', what, '-n', namespace, '--timeout=120s'],
      { timeout: 150_000 },
    );
  await cluster.until('the pods without a rollout', async () => {
    const { items } = await cluster.get('pods', undefined, namespace);
    return ['set', 'job'].every(app =>
      items.some(
        ({ metadata, status }) =>
          metadata.labels?.app === app &&
          !metadata.deletionTimestamp &&
          status.phase === 'Running',
      ),
    );
  });
}

/** Every line of every writer of a claim. */
export async function linesOf(cluster, namespace, claim) {
  const output = await cluster.runPod({
    namespace,
    name: uniqueName('read'),
    image,
    command: ['node', '-e', reader, `/volumes/${claim}`],
    volumes: [claim],
  });
  return output
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** A Deployment that appends to a volume until it is told to end. */
export function appendingDeployment(name, namespace) {
  const script =
    "const fs = require('fs'); setInterval(() => fs.appendFileSync('/data/log', 'x'), 50); process.on('SIGTERM', () => process.exit());";
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            {
              name: 'main',
              image,
              imagePullPolicy: 'IfNotPresent',
              command: ['node', '-e', script],
              volumeMounts: [{ name: 'data', mountPath: '/data' }],
            },
          ],
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: name } },
          ],
        },
      },
    },
  };
}
