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
import { digestsOf } from '../../scripts/lib/pushImage.mjs';
import {
  createScenario,
  createVolume,
  fillVolume,
  manifestOf,
  pushWebImage,
  registryOf,
  uniqueName,
} from './lib/scenario.mjs';

describe('the backend killed with SIGKILL in the middle, and started again', () => {
  const namespace = uniqueName('killed');
  let scenario;

  before(async () => {
    scenario = await createScenario();
    await createVolume(scenario.east, namespace);
    await fillVolume(scenario.east, namespace, { files: 300, mebibytes: 60 });
    await pushWebImage(scenario.east, `${namespace}/web`);
  });

  after(async () => {
    await scenario?.portal.stop();
    await scenario?.east.deleteNamespace(namespace);
    await scenario?.west.deleteNamespace(namespace);
  });

  it('ends in the same result, once while objects are made and once while bytes flow', async () => {
    const { portal, east, west } = scenario;
    const plan = await portal.call('POST', '/plans', {
      name: 'killed',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: namespace, target: namespace }],
      volumes: [{ namespace, name: 'data' }],
      images: [{ repository: `${namespace}/web` }],
      // Slow enough to be hit in the middle, quick enough to end.
      options: { bandwidthLimit: 8 * 2 ** 20, volumes: { compression: 'off' } },
    });
    const { id } = await portal.call('POST', '/migrations', {
      planId: plan.id,
      type: 'stage',
    });
    await portal.until(id, 'the work to begin', migration =>
      migration.items.some(item => item.state === 'running'),
    );
    await portal.kill();
    await portal.start();
    const middle = await portal.until(id, 'half of the bytes', migration => {
      const { progress } = migration.items.find(item => item.kind === 'volume');
      return (progress?.bytesDone ?? 0) > 10 * 2 ** 20;
    });
    assert.equal(middle.state, 'running');
    await portal.kill();
    await portal.start();
    const migration = await portal.finished(id);
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    for (const item of migration.items)
      assert.equal(item.attempts, 1, 'it was carried on, not begun again');

    const [source, target] = [
      await manifestOf(east, namespace),
      await manifestOf(west, namespace),
    ];
    assert.deepEqual(target, source);
    assert.deepEqual(
      await digestsOf(registryOf(west), `${namespace}/web`),
      await digestsOf(registryOf(east), `${namespace}/web`),
    );
    assert.deepEqual(await east.leftovers(plan.id, namespace), []);
    assert.deepEqual(await west.leftovers(plan.id, namespace), []);
  });

  it('finishes a cancel that was asked for just before', async () => {
    const { portal, east, west } = scenario;
    const plan = await portal.call('POST', '/plans', {
      name: 'canceled',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: namespace, target: `${namespace}-2` }],
      volumes: [{ namespace, name: 'data' }],
      options: { bandwidthLimit: 2 ** 20, volumes: { compression: 'off' } },
    });
    const { id } = await portal.call('POST', '/migrations', {
      planId: plan.id,
      type: 'stage',
    });
    await portal.until(
      id,
      'bytes',
      migration => (migration.items[0].progress?.bytesDone ?? 0) > 0,
    );
    const logs = async () => {
      const { items } = await portal.call('GET', `/migrations/${id}`);
      return portal.call(
        'GET',
        `/migrations/${id}/items/${items[0].id}/logs?format=json`,
      );
    };
    const running = await logs();
    assert.deepEqual(running.problems, []);
    assert.deepEqual(
      running.logs.map(log => [log.component, log.live, log.content !== '']),
      [
        ['receiver', true, true],
        ['sender', true, true],
      ],
    );
    await portal.call('POST', `/migrations/${id}/cancel?confirm=cancel`);
    await portal.kill();
    await portal.start();
    const migration = await portal.finished(id);
    assert.equal(migration.state, 'canceled', JSON.stringify(migration));
    assert.deepEqual(
      (await logs()).logs.map(log => [log.component, log.live]),
      [
        ['receiver', false],
        ['sender', false],
      ],
    );
    assert.deepEqual(await east.leftovers(plan.id, namespace), []);
    assert.deepEqual(await west.leftovers(plan.id, namespace), []);
    await west.deleteNamespace(`${namespace}-2`);
  });
});
