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
import { after, before, describe, it } from 'node:test';
import { idlePod } from './lib/idlePod.mjs';
import { Overlaps } from './lib/Overlaps.mjs';
import { createScenario, uniqueName } from './lib/scenario.mjs';
import { changesScript, listScript } from './lib/volumeScripts.mjs';

const image = process.env.MOVER_IMAGE;

const fillScript = `
const fs = require('fs'), crypto = require('crypto');
for (const volume of fs.readdirSync('/volumes'))
  for (let i = 0; i < 20; i++)
    fs.writeFileSync('/volumes/' + volume + '/' + i, crypto.randomBytes(10_000));
`;

/** Prints the digests of all files of each claim. */
const digestScript = `
const fs = require('fs'), crypto = require('crypto'), root = '/volumes/';
for (const volume of fs.readdirSync(root).sort())
  for (const file of fs.readdirSync(root + volume).sort())
    console.log(volume, file, crypto.createHash('sha256').update(fs.readFileSync(root + volume + '/' + file)).digest('hex'));
`;

describe('volumes of several namespaces in one plan', () => {
  const shop = uniqueName('shop');
  const bank = uniqueName('bank');
  const claims = { [shop]: ['one', 'two', 'stuck'], [bank]: ['one'] };
  // No node has it, until this test gives it to one.
  const label = `tests.direct-migration.io/${shop}`;
  const targetPod = {
    nodeSelector: { [label]: 'yes' },
    tolerations: [{ key: 'dedicated', operator: 'Exists' }],
    labels: { mesh: 'off' },
    annotations: { 'sidecar.istio.io/inject': 'false' },
    resources: { requests: { cpu: '20m' }, limits: { memory: '300Mi' } },
  };
  let scenario;
  let plan;
  let id;

  const target = namespace => `${namespace}-new`;
  const script = (cluster, namespace, name, code, volumes) =>
    cluster.runPod({
      ...{ namespace, name, image, volumes },
      command: ['node', '-e', code],
    });
  before(async () => {
    scenario = await createScenario({
      config: { limits: { perCluster: 2, perNode: 1 } },
    });
    const { east, portal } = scenario;
    for (const [namespace, names] of Object.entries(claims)) {
      await east.apply([
        { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
        ...names.map(name => ({
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name, namespace },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '8Mi' } },
          },
        })),
      ]);
    }
    await Promise.all(
      Object.entries(claims).map(([namespace, names]) =>
        script(east, namespace, 'fill', fillScript, names),
      ),
    );
    plan = await portal.call('POST', '/plans', {
      name: 'many',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [shop, bank].map(source => ({
        source,
        target: target(source),
      })),
      volumes: [
        // First of all, so that everything else is behind it.
        { namespace: shop, name: 'stuck', options: { targetPod } },
        { namespace: shop, name: 'one' },
        { namespace: shop, name: 'two' },
        { namespace: bank, name: 'one', targetName: 'other' },
      ],
    });
  });

  after(async () => {
    const { portal, east, west } = scenario ?? {};
    await west?.kubectl(['label', 'nodes', '--all', `${label}-`]);
    await portal?.stop();
    await Promise.all(
      [shop, bank].flatMap(namespace => [
        east?.deleteNamespace(namespace),
        west?.deleteNamespace(target(namespace)),
      ]),
    );
  });

  it('is told beforehand what a namespace has no room for', async () => {
    const { portal, west } = scenario;
    const limits = [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: target(bank) },
      },
      {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'small', namespace: target(bank) },
        spec: { hard: { 'requests.storage': '1Mi' } },
      },
      {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'small', namespace: target(bank) },
        spec: {
          limits: [{ type: 'PersistentVolumeClaim', max: { storage: '2Mi' } }],
        },
      },
    ];
    await west.apply(limits);
    // Its controller has to have counted first.
    await west.until('the quota to be counted', async () => {
      const { status } = await west.get('resourcequota', 'small', target(bank));
      return status?.hard?.['requests.storage'];
    });
    const preflight = () => portal.call('POST', `/plans/${plan.id}/preflight`);
    const refused = await preflight();
    assert.equal(refused.blocked, true);
    for (const check of ['quota.exceeded', 'limitRange.claim'])
      assert.ok(
        refused.checks.some(
          ({ id: name, level, message }) =>
            name === check &&
            level === 'block' &&
            message.includes(target(bank)),
        ),
        JSON.stringify(refused.checks),
      );
    await west.kubectl([
      ...['delete', 'resourcequota,limitrange', 'small'],
      ...['-n', target(bank)],
    ]);
    const { blocked, checks } = await preflight();
    assert.equal(blocked, false, JSON.stringify(checks));
  });

  it('does not wait for one that no node takes, which says why it waits', async () => {
    const { portal, west } = scenario;
    ({ id } = await portal.call('POST', '/migrations', {
      planId: plan.id,
      type: 'stage',
    }));
    await portal.until(id, 'the others', migration => {
      const failed = migration.items.filter(({ state }) =>
        ['failed', 'partiallyFailed', 'canceled'].includes(state),
      );
      assert.deepEqual(failed, []);
      return (
        migration.items.filter(({ state }) => state === 'succeeded').length ===
        3
      );
    });
    const { items: all } = await portal.until(id, 'the cause', migration =>
      migration.items.some(({ waitingFor }) =>
        /0\/\d+ nodes are available/.test(waitingFor ?? ''),
      ),
    );
    const stuck = all.find(({ waitingFor }) => waitingFor);
    assert.equal(stuck.state, 'running', JSON.stringify(all));
    assert.match(stuck.name, /stuck/);

    const pods = await west.get('pods', undefined, target(shop));
    const pod = pods.items.find(
      ({ metadata }) =>
        metadata.labels['direct-migration.io/item'] === stuck.id,
    );
    assert.equal(pod.metadata.labels.mesh, 'off');
    assert.equal(pod.metadata.annotations['sidecar.istio.io/inject'], 'false');
    assert.deepEqual(pod.spec.nodeSelector, targetPod.nodeSelector);
    assert.ok(pod.spec.tolerations.some(({ key }) => key === 'dedicated'));
    const { requests, limits } = pod.spec.containers[0].resources;
    assert.equal(requests.cpu, '20m');
    assert.equal(limits.memory, '300Mi');
  });

  it('cancels that one alone, and tries it again alone', async () => {
    const { portal, west } = scenario;
    const { items: before } = await portal.call('GET', `/migrations/${id}`);
    const stuck = before.find(({ name }) => name.includes('stuck'));
    const at = `/migrations/${id}/items/${stuck.id}`;
    await portal.call('POST', `${at}/cancel?confirm=cancel`);
    const canceled = await portal.finished(id);
    const stateOf = ({ items: all }, itemId) =>
      all.find(item => item.id === itemId).state;
    assert.equal(stateOf(canceled, stuck.id), 'canceled');
    assert.deepEqual(await west.leftovers(plan.id, target(shop)), []);

    await west.kubectl(['label', 'nodes', '--all', `${label}=yes`]);
    await portal.call('POST', `${at}/retry`);
    const done = await portal.finished(id);
    assert.equal(done.state, 'succeeded', JSON.stringify(done));
    for (const { id: itemId, finishedAt } of before)
      if (itemId !== stuck.id)
        assert.equal(
          done.items.find(item => item.id === itemId).finishedAt,
          finishedAt,
          'another one was done again',
        );
  });

  it('does with a target that has content what the plan says, and no more at once than the limits', async () => {
    const { east, west, portal } = scenario;
    const targets = ['reused', 'mirrored', 'kept', 'refused'];
    await west.apply(
      targets.map(name => ({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name, namespace: target(shop) },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '8Mi' } },
        },
      })),
    );
    await script(west, target(shop), 'change', changesScript, targets);
    // An application that runs on the node has two of them mounted.
    await east.apply(
      idlePod({
        name: 'application',
        namespace: shop,
        image,
        claims: ['one', 'two'],
      }),
    );
    await east.until('the application', async () => {
      const { status } = await east.get('pod', 'application', shop);
      return status.phase === 'Running';
    });

    const volume = (name, targetName, rest) => ({
      ...{ namespace: shop, name, targetName },
      ...rest,
    });
    const create = (volumes, options) =>
      portal.call('POST', '/plans', {
        ...{ name: 'existing', volumes, options },
        sourceCluster: 'resource:default/east',
        targetCluster: 'resource:default/west',
        namespaces: [{ source: shop, target: target(shop) }],
      });
    const single = await create(
      [
        volume('one', 'reused', { existing: 'reuse' }),
        volume('stuck', 'refused'),
      ],
      { maxParallel: 1 },
    );
    const several = await create([
      volume('two', 'mirrored', { existing: 'mirror' }),
      volume('stuck', 'kept', {
        existing: 'mirror',
        options: { deleteExtraneous: false },
      }),
      volume('one', 'fresh', {
        options: { include: ['/1*'], exclude: ['*'], verify: 'off' },
      }),
    ]);

    const { checks } = await portal.call(
      'POST',
      `/plans/${single.id}/preflight`,
    );
    const known = checks.filter(check => check.id === 'targetVolume.exists');
    assert.deepEqual(
      known.map(({ level, field }) => [level, field]),
      [['warn', 'volumes[1].targetName']],
    );

    const overlaps = new Overlaps();
    const [one, others] = await Promise.all(
      [single, several].map(async ({ id: planId }) => {
        const started = await portal.call('POST', '/migrations', {
          ...{ planId, type: 'stage' },
        });
        return portal.finished(started.id, {
          onProgress: migration => overlaps.look(migration),
        });
      }),
    );
    await east.kubectl([
      ...['delete', 'pod', 'application', '-n', shop],
      ...['--grace-period=0', '--force'],
    ]);
    const items = [...one.items, ...others.items];
    const itemTo = name => items.find(item => item.name.endsWith(name));
    const refused = itemTo('refused');
    assert.equal(refused.state, 'failed', JSON.stringify(one));
    assert.equal(refused.error.code, 'TARGET_VOLUME_EXISTS');
    assert.equal(refused.attempts, 1, 'it was tried again');
    for (const name of ['reused', 'mirrored', 'kept', 'fresh']) {
      const { state, result } = itemTo(name);
      assert.equal(state, 'succeeded', JSON.stringify(itemTo(name)));
      assert.equal(
        result.verification?.mode,
        name === 'fresh' ? undefined : 'sampled',
      );
    }

    const list = async (cluster, namespace, names) =>
      JSON.parse(await script(cluster, namespace, 'list', listScript, names));
    const [source, copy] = await Promise.all([
      list(east, shop, ['one', 'two', 'stuck']),
      list(west, target(shop), [...targets, 'fresh']),
    ]);
    const extra = { extra: copy.refused.extra };
    assert.ok(copy.refused.extra);
    assert.deepEqual(Object.keys(copy.refused), ['0', 'extra']);
    assert.notEqual(copy.refused[0], source.stuck[0]);
    assert.deepEqual(copy.reused, { ...source.one, ...extra });
    assert.deepEqual(copy.mirrored, source.two);
    assert.deepEqual(copy.kept, { ...source.stuck, ...extra });
    assert.deepEqual(
      copy.fresh,
      Object.fromEntries(
        Object.entries(source.one).filter(([name]) => name.startsWith('1')),
      ),
    );

    assert.equal(
      overlaps.most(one.items),
      1,
      'of a migration with maxParallel 1',
    );
    const mounted = ['reused', 'mirrored', 'fresh'].map(itemTo);
    assert.equal(overlaps.most(mounted), 1, 'of what one node has mounted');
    assert.ok(overlaps.most(items) <= 2, 'of one cluster');
    for (const { id: planId } of [single, several]) {
      assert.deepEqual(await east.leftovers(planId, shop), []);
      assert.deepEqual(await west.leftovers(planId, target(shop)), []);
    }
  });

  it('has copied each to its place, and left nothing behind', async () => {
    const { east, west } = scenario;
    await Promise.all(
      Object.entries(claims).map(async ([namespace, names]) => {
        const isRenamed = namespace === bank;
        const [source, copy] = await Promise.all([
          script(east, namespace, 'digests', digestScript, names),
          script(
            west,
            target(namespace),
            'digests',
            digestScript,
            names.map(name => (isRenamed ? 'other' : name)),
          ),
        ]);
        assert.equal(source.trim().split('\n').length, names.length * 20);
        assert.equal(
          copy,
          isRenamed ? source.replace(/^one/gm, 'other') : source,
        );
        assert.deepEqual(await east.leftovers(plan.id, namespace), []);
        assert.deepEqual(await west.leftovers(plan.id, target(namespace)), []);
      }),
    );
  });
});
