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

import {
  freeBytesScript,
  provideLimitedVolume,
  writeLargeScript,
} from './lib/limitedVolume.mjs';
import { deviceScripts, provideDevice, rawClaim } from './lib/rawDevices.mjs';
import {
  claimOf,
  createScenario,
  createVolume,
  fillVolume,
  manifestOf,
  uniqueName,
} from './lib/scenario.mjs';
import { attributesScript, dumpScript } from './lib/volumeScripts.mjs';

const image = process.env.MOVER_IMAGE;
/** Of test/clusters: only its volumes have an end. */
const launcher = process.env.CLUSTERS_COMMAND;

describe('volumes: fidelity, proof, logs and options', () => {
  const namespace = uniqueName('volumes');
  let scenario;
  let planId;
  let migration;

  const runScript = (cluster, name, script, claim = 'data') =>
    cluster.runPod({
      namespace,
      name,
      image,
      command: ['node', '-e', script],
      volumes: [claim],
    });

  const migrate = async plan => {
    const { portal } = scenario;
    const { id } = await portal.call('POST', '/plans', {
      name: 'volumes',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: namespace, target: namespace }],
      ...plan,
    });
    const started = await portal.call('POST', '/migrations', {
      planId: id,
      type: 'stage',
    });
    return { id, migration: await portal.finished(started.id) };
  };

  before(async () => {
    scenario = await createScenario();
    await createVolume(scenario.east, namespace);
    await fillVolume(scenario.east, namespace, { files: 300, mebibytes: 20 });
    await runScript(scenario.east, 'attributes', attributesScript);
    ({ id: planId, migration } = await migrate({
      volumes: [{ namespace, name: 'data', options: { verify: 'full' } }],
    }));
  });

  after(async () => {
    await scenario?.portal.stop();
    await scenario?.east.deleteNamespace(namespace);
    await scenario?.west.deleteNamespace(namespace);
  });

  it('keeps ACLs, attributes, FIFOs and all else', async () => {
    const { east, west } = scenario;
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    const source = await runScript(east, 'dump', dumpScript('data'));
    assert.match(source, /posix_acl_access=0x/);
    assert.match(source, /posix_acl_default=0x/);
    assert.match(source, /user.origin=0x/);
    assert.match(source, /fifo true/);
    assert.equal(await runScript(west, 'dump', dumpScript('data')), source);
    assert.deepEqual(
      await manifestOf(west, namespace),
      await manifestOf(east, namespace),
    );
  });

  it('proves it, in a report as JSON and CSV', async () => {
    const { portal } = scenario;
    const { items } = await portal.call(
      'GET',
      `/migrations/${migration.id}/report`,
    );
    const { verification } = items[0];
    assert.equal(verification.mode, 'full');
    assert.equal(verification.mismatchCount, 0);
    assert.deepEqual(verification.notCompared, []);
    assert.ok(verification.entries > 350, JSON.stringify(verification));
    assert.ok(verification.contentFiles > 300, JSON.stringify(verification));
    assert.equal(verification.digest.source, verification.digest.target);
  });

  it('keeps the logs of both pods, which are gone', async () => {
    const { portal } = scenario;
    const logs = await portal.text(
      `/migrations/${migration.id}/items/${migration.items[0].id}/logs`,
    );
    assert.match(logs, /^==> receiver, attempt 1, pod dm-/m);
    assert.match(logs, /^==> sender, attempt 1, pod dm-/m);
    assert.match(logs, /The target was empty: \d+ files came in [24] streams/);
    assert.match(logs, /"phase":"verifying"/);
    assert.match(logs, /"type":"result"/);
    assert.doesNotMatch(logs, /PRIVATE KEY|Bearer |password/i);
    const csv = await portal.text(
      `/migrations/${migration.id}/report?format=csv`,
    );
    assert.match(csv, /^record,itemId,/);
    assert.match(csv, /^item,/m);
  });

  it('copies nothing that would be lost without consent, and leaves out what it is told to leave out', async () => {
    const user = { runAsUser: 4711, runAsGroup: 4711 };
    const volume = (targetName, acceptLoss) => ({
      volumes: [
        {
          namespace,
          name: 'data',
          targetName,
          options: {
            // Its ACL hides the last of these from this user.
            exclude: ['/files/', '/big.bin', '-leading-dash'],
            compression: 'zstd',
            sourcePod: { ...user, labels: { mesh: 'off' } },
            targetPod: user,
            acceptLoss,
            keepOnFailure: true,
          },
        },
      ],
    });
    const { migration: refused, id } = await migrate(volume('refused'));
    assert.equal(refused.items[0].error?.code, 'LOSS_NOT_ACCEPTED');
    assert.match(refused.items[0].error.message, /the owner of \d+ entries/);
    // Told to keep what failed, it is there to be looked at, until somebody wants it gone.
    const { east, west } = scenario;
    const kept = `direct-migration.io/component,direct-migration.io/plan=${id}`;
    const { items: senders } = JSON.parse(
      await east.kubectl([
        ...['get', 'pods', '-n', namespace, '-o', 'json'],
        ...['-l', `${kept},direct-migration.io/component=sender,mesh=off`],
      ]),
    );
    assert.deepEqual(
      senders.map(({ status }) => status.phase),
      ['Failed'],
    );
    assert.notDeepEqual(await west.leftovers(id, namespace), []);
    const [{ id: itemId, keptUntil }] = refused.items;
    assert.ok(Date.parse(keptUntil) > Date.now(), JSON.stringify(refused));
    await scenario.portal.call(
      'POST',
      `/migrations/${refused.id}/items/${itemId}/remove-kept?confirm=removeKept`,
    );
    await scenario.portal.until(
      refused.id,
      'the end of what was kept',
      ({ items }) => !items[0].keptUntil,
    );
    for (const cluster of [east, west])
      assert.deepEqual(await cluster.leftovers(id, namespace), []);

    const nothing = await manifestOf(scenario.west, namespace, 'refused');
    assert.deepEqual(
      nothing.map(({ path }) => path),
      [''],
    );

    const { checks } = await scenario.portal.call(
      'POST',
      `/plans/${id}/preflight?inspect=true`,
    );
    const loss = checks.find(({ id }) => id === 'loss.notAccepted');
    assert.equal(loss?.level, 'block', JSON.stringify(checks));
    const [, named] = /acceptLoss: \[(.*?)\]/.exec(loss.fix);
    assert.match(named, /owner, group/);

    // What the inspection names is all that there is to agree to.
    const { migration: second } = await migrate(
      volume('part', named.split(', ')),
    );
    const [item] = second.items;
    assert.equal(item.state, 'succeeded', JSON.stringify(item));
    assert.equal(item.result.verification.mismatchCount, 0);
    assert.deepEqual(
      item.result.losses.map(({ kind }) => kind),
      named.split(', '),
    );
    const paths = (await manifestOf(scenario.west, namespace, 'part')).map(
      ({ path }) => path,
    );
    assert.ok(paths.includes('odd/with space'), JSON.stringify(paths));
    assert.ok(!paths.some(path => /^files|^big/.test(path)));
  });

  it('copies inside one cluster, to another namespace, name, class and size', async () => {
    const { east, portal } = scenario;
    const target = `${namespace}-copy`;
    const { items: classes } = await east.get('storageclass');
    const source = await east.get('pvc', 'data', namespace);
    const dynamic = classes.filter(
      ({ provisioner }) => provisioner !== 'kubernetes.io/no-provisioner',
    );
    // Where there is only one, it is this one.
    const { name: storageClass } = (
      dynamic.find(
        ({ metadata }) => metadata.name !== source.spec.storageClassName,
      ) ?? dynamic[0]
    ).metadata;
    try {
      const { id, migration: inside } = await migrate({
        targetCluster: 'resource:default/east',
        namespaces: [{ source: namespace, target }],
        volumes: [
          {
            namespace,
            name: 'data',
            targetName: 'converted',
            storageClass,
            capacity: '2Gi',
          },
        ],
      });
      const { checks } = await portal.call('POST', `/plans/${id}/preflight`);
      assert.match(
        checks.find(check => check.id === 'endpoint.chosen').message,
        /through the endpoint clusterIP/,
      );
      const { spec } = await east.get('pvc', 'converted', target);
      assert.equal(spec.storageClassName, storageClass);
      assert.equal(spec.resources.requests.storage, '2Gi');
      assert.equal(inside.state, 'succeeded', JSON.stringify(inside));
      assert.equal(inside.items[0].result.verification.mismatchCount, 0);
      assert.deepEqual(
        await manifestOf(east, target, 'converted'),
        await manifestOf(east, namespace),
      );
    } finally {
      await east.deleteNamespace(target);
    }
  });

  it('moves a raw device, without its zeros, and the next time only what differs', async () => {
    const { east, west, portal } = scenario;
    const mebibytes = 32;
    const devices = [];
    const { write, digest } = deviceScripts(namespace, image, mebibytes);
    try {
      devices.push(provideDevice(east, namespace, 'raw', mebibytes));
      devices.push(provideDevice(west, namespace, 'raw', mebibytes));
      const [{ storageClass }] = devices;
      await east.apply(rawClaim(namespace, 'raw', mebibytes, storageClass));
      await write(east, 3 * 2 ** 20, 2 ** 21);
      const first = await migrate({
        volumes: [{ namespace, name: 'raw', options: { verify: 'full' } }],
      });
      const [item] = first.migration.items;
      assert.equal(item.state, 'succeeded', JSON.stringify(item));
      assert.equal(item.result.blocks.sent, 2, JSON.stringify(item));
      assert.equal(item.result.verification.mismatchCount, 0);
      assert.equal(await digest(west), await digest(east));

      await write(east, 20 * 2 ** 20 + 5, 1000);
      const { id } = await portal.call('POST', '/migrations', {
        planId: first.id,
        type: 'stage',
      });
      const [second] = (await portal.finished(id)).items;
      assert.equal(second.state, 'succeeded', JSON.stringify(second));
      assert.equal(second.result.blocks.sent, 1, JSON.stringify(second));
      assert.equal(await digest(west), await digest(east));
    } finally {
      for (const cluster of [east, west])
        await cluster.kubectl([
          ...['delete', 'pvc', 'raw', '-n', namespace],
          ...['--ignore-not-found', '--timeout=60s'],
        ]);
      devices.forEach(device => device.remove());
    }
  });

  if (launcher) {
    it('brings a large file up to date on a target that has no room for a second one', async () => {
      const { east, west, portal } = scenario;
      const mebi = 2 ** 20;
      const size = 10 * mebi;
      const claim = 'large';
      const write = (bytes, at) =>
        runScript(east, 'write', writeLargeScript(claim, bytes, at), claim);
      const volume = provideLimitedVolume(west, namespace, claim, 16);
      try {
        await east.apply(claimOf(namespace, claim, '16Mi'));
        await write(size, 0);
        const first = await migrate({
          volumes: [{ namespace, name: claim, options: { verify: 'full' } }],
          options: { maxAttempts: 1 },
        });
        const [item] = first.migration.items;
        assert.equal(item.state, 'succeeded', JSON.stringify(item));
        const free = Number(
          await runScript(west, 'free', freeBytesScript(claim), claim),
        );
        assert.ok(free < size, `${free} bytes have room for another`);

        await write(mebi, 3 * mebi);
        const { id } = await portal.call('POST', '/migrations', {
          planId: first.id,
          type: 'stage',
        });
        const [second] = (await portal.finished(id)).items;
        assert.equal(second.state, 'succeeded', JSON.stringify(second));
        assert.equal(second.result.verification.mismatchCount, 0);
        assert.deepEqual(
          await manifestOf(west, namespace, claim),
          await manifestOf(east, namespace, claim),
        );
      } finally {
        await west.kubectl([
          ...['delete', 'pvc', claim, '-n', namespace],
          ...['--ignore-not-found', '--timeout=60s'],
        ]);
        volume.remove();
      }
    });
  }

  it('leaves nothing of ours in either cluster', async () => {
    for (const cluster of [scenario.east, scenario.west]) {
      assert.deepEqual(await cluster.leftovers(planId, namespace), []);
    }
  });
});
