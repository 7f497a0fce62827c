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
import { createScenario, uniqueName } from './lib/scenario.mjs';

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
    scenario = await createScenario();
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
