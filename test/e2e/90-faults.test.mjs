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

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Account } from './lib/Account.mjs';
import { createScenario, manifestOf, uniqueName } from './lib/scenario.mjs';
import { appendingDeployment } from './lib/writers.mjs';

const image = process.env.MOVER_IMAGE;
/** Of test/clusters: only its clusters can be broken on purpose. */
const launcher = process.env.CLUSTERS_COMMAND;
const CUT_MS = Number(process.env.FAULTS_CUT_MS ?? 30_000);
const MEBIBYTES = 12;

// Slow enough that something can happen meanwhile; nothing waits long for what does not come.
const SLOW = { bandwidthLimit: 2 ** 20, connectTimeoutSeconds: 10 };

const fillScript = `
const fs = require('fs'), crypto = require('crypto');
for (const volume of fs.readdirSync('/volumes'))
  for (let i = 0; i < ${MEBIBYTES * 2}; i++)
    fs.writeFileSync('/volumes/' + volume + '/' + i, crypto.randomBytes(2 ** 19));
`;

describe('faults in the middle of a copy', () => {
  const namespace = uniqueName('faults');
  const plans = [];
  let scenario;
  let account;
  let smallVolume = false;

  const run = (...args) => promisify(execFile)(launcher, args);
  const fault = (...args) => run('fault', ...args);

  const start = async (names, options, rest) => {
    const { portal } = scenario;
    const { id: planId } = await portal.call('POST', '/plans', {
      name: names.join(),
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: namespace, target: namespace }],
      volumes: names.map(name => ({ namespace, name })),
      options: { volumes: SLOW, ...options },
    });
    plans.push(planId);
    const { id } = await portal.call('POST', '/migrations', {
      planId,
      type: 'stage',
      ...rest,
    });
    return id;
  };

  /** Until something has arrived, and not all. */
  const copying = (id, name) =>
    scenario.portal.until(id, `${name} to be copied`, ({ items }) =>
      items.some(
        item =>
          item.name.endsWith(name) &&
          item.phase === 'copying' &&
          item.progress?.bytesDone > 0,
      ),
    );

  const killPod = async (cluster, id, name, component) => {
    const { items } = await scenario.portal.call('GET', `/migrations/${id}`);
    const item = items.find(each => each.name.endsWith(name));
    await cluster.kubectl([
      ...['delete', 'pod', '-n', namespace, '--grace-period=0', '--force'],
      '-l',
      `direct-migration.io/item-${item.id},direct-migration.io/component=${component}`,
    ]);
  };

  const itemOf = ({ items }, name) =>
    items.find(item => item.name.endsWith(name));

  const assertEqual = async name =>
    assert.deepEqual(
      await manifestOf(scenario.west, namespace, name),
      await manifestOf(scenario.east, namespace, name),
      name,
    );

  before(async () => {
    scenario = await createScenario({
      clusters: async (known, [east]) => {
        await east.apply({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace },
        });
        account = new Account(east, namespace);
        await account.create();
        const token = await account.token('first');
        return known.map(cluster =>
          cluster.entityName === 'east' ? { ...cluster, token } : cluster,
        );
      },
    });
    const { east } = scenario;
    const names = [
      ...['sender', 'receiver', 'api', 'cut', 'gone', 'late'],
      ...['full', 'token'],
    ];
    await east.apply(
      names.map(name => ({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name, namespace },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '8Mi' } },
        },
      })),
    );
    await east.runPod({
      namespace,
      name: 'fill',
      image,
      command: ['node', '-e', fillScript],
      volumes: names,
    });
  });

  after(async () => {
    if (launcher) {
      for (const cluster of ['east', 'west']) await fault('heal', cluster);
    }
    await scenario?.portal.stop();
    await scenario?.east.deleteNamespace(namespace);
    await scenario?.west.deleteNamespace(namespace);
    await account?.remove();
    if (smallVolume) await run('volume', 'rm', 'west', namespace);
  });

  it('pods that are killed and an API server that restarts cost time, and nothing else', async () => {
    const { east, west, portal } = scenario;
    const names = ['sender', 'receiver', 'api'];
    const id = await start(names);
    // Each at once: killing one takes as long as another one is copied.
    await Promise.all(
      [
        [east, 'sender'],
        [west, 'receiver'],
      ].map(async ([cluster, name]) => {
        await copying(id, name);
        await killPod(cluster, id, name, name);
      }),
    );
    if (launcher) await fault('apiserver-restart', 'west');
    const migration = await portal.finished(id);
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    // Where the pods were shared with the others, their end is no failed attempt of anybody.
    const { items: events } = await portal.call(
      'GET',
      `/migrations/${id}/events?limit=200`,
    );
    const sender = itemOf(migration, 'sender');
    assert.ok(
      sender.attempts > 1 ||
        events.some(
          ({ type, itemId }) =>
            type === 'volume.parted' && itemId === sender.id,
        ),
      JSON.stringify({ migration, events }),
    );
    for (const name of names) await assertEqual(name);
  });

  if (launcher) {
    it('a link that is cut for half a minute delays a copy, and ends what waits no longer, with its cause', async () => {
      const { east, portal } = scenario;
      await east.apply(appendingDeployment('gone', namespace));
      await east.kubectl(
        [
          ...['rollout', 'status', 'deployment/gone', '-n', namespace],
          '--timeout=120s',
        ],
        { timeout: 150_000 },
      );
      const replicas = async () =>
        (await east.get('deployment', 'gone', namespace)).spec.replicas;
      // For this one the link is cut for good: it has ended before it is mended.
      const gone = await start(
        ['gone'],
        { maxAttempts: 1, volumes: { ...SLOW, ioTimeoutSeconds: 10 } },
        {
          type: 'cutover',
          confirm: 'cutover',
          options: { cutover: { warmPass: false } },
        },
      );
      const id = await start(['cut']);
      const sent = async migrationId => {
        const { items } = await portal.call(
          'GET',
          `/migrations/${migrationId}`,
        );
        const item = items.find(({ phase }) => phase === 'copying');
        return item?.progress?.bytesDone ?? 0;
      };
      await east.until('both to be copied', async () => {
        const [first, second] = await Promise.all([gone, id].map(sent));
        // The first one is not to be done before the other begins.
        const isLate = first > (MEBIBYTES * 2 ** 20) / 4;
        return first > 0 && (second > 0 || isLate);
      });
      await fault('cut', 'west');
      const cutAt = Date.now();
      try {
        const late = await portal.finished(
          await start(['late'], { maxAttempts: 1 }),
        );
        const { state, error } = itemOf(late, 'late');
        assert.equal(state, 'failed', JSON.stringify(late));
        assert.equal(error.code, 'NETWORK', JSON.stringify(late));
        assert.match(error.message, /could not be reached within 10 s/);

        const broken = await portal.finished(gone);
        assert.equal(broken.state, 'failed', JSON.stringify(broken));
        const final = broken.items.find(({ step }) => step === 'final');
        assert.equal(final.state, 'failed', JSON.stringify(broken));
        assert.equal(final.error.code, 'NETWORK', JSON.stringify(broken));
        assert.match(final.error.message, /could not be reached within 10 s/);
        assert.match(final.error.hint, /egress rules, firewall/);
        assert.equal(final.result?.verification, undefined);
        assert.equal(await replicas(), 2);
        await sleep(Math.max(0, cutAt + CUT_MS - Date.now()));
      } finally {
        await fault('heal', 'west');
      }
      await portal.call('POST', `/migrations/${gone}/retry?confirm=cutover`);
      const again = await portal.finished(gone);
      assert.equal(again.state, 'succeeded', JSON.stringify(again));
      assert.equal(await replicas(), 0);
      await assertEqual('gone');
      const migration = await portal.finished(id);
      assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
      await assertEqual('cut');
    });

    it('a target that is full ends at once, with the figures', async () => {
      const { portal } = scenario;
      await run(
        ...['volume', 'make', 'west', namespace, '--size', '8Mi'],
        ...['--class', 'hostpath', '--claim', `${namespace}/full`],
      );
      smallVolume = true;
      const migration = await portal.finished(await start(['full']));
      const { state, error, attempts } = itemOf(migration, 'full');
      assert.equal(state, 'failed', JSON.stringify(migration));
      assert.equal(error.code, 'NO_SPACE', JSON.stringify(migration));
      assert.match(error.message, /\d+ bytes/);
      assert.equal(attempts, 1, JSON.stringify(migration));
    });
  }

  it('a token that is revoked is named, and with a new one everything is tidied up', async () => {
    const { portal } = scenario;
    const id = await start(['token']);
    await copying(id, 'token');
    await account.revoke('first');
    const waiting = await portal.until(id, 'the cause', ({ items }) =>
      /does not accept the credentials/.test(
        items[0].waitingFor ?? items[0].error?.message ?? '',
      ),
    );
    assert.ok(
      ['running', 'queued'].includes(waiting.state),
      JSON.stringify(waiting),
    );
    writeFileSync(
      join(portal.directory, 'east.token'),
      await account.token('second'),
      { mode: 0o600 },
    );
    const migration = await portal.finished(id);
    const { state, error } = itemOf(migration, 'token');
    if (state === 'succeeded') {
      // the copy had ended before anybody asked the cluster again
      await assertEqual('token');
    } else {
      assert.equal(state, 'failed', JSON.stringify(migration));
      assert.equal(error.code, 'CLUSTER_UNAUTHORIZED');
    }
  });

  it('leaves nothing of ours in either cluster', async () => {
    // all that is in the namespace counts, whatever plan it is of
    for (const cluster of [scenario.east, scenario.west])
      assert.deepEqual(await cluster.leftovers(plans[0], namespace), []);
  });
});
