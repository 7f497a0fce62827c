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

describe('a volume and an image repository, from east to west', () => {
  const namespace = uniqueName('shop');
  let scenario;
  let plan;
  let sourceManifest;

  before(async () => {
    scenario = await createScenario();
    const { east, portal } = scenario;
    await createVolume(east, namespace);
    await fillVolume(east, namespace, { files: 5000, mebibytes: 320 });
    await pushWebImage(east, `${namespace}/web`);
    sourceManifest = await manifestOf(east, namespace);
    plan = await portal.call('POST', '/plans', {
      name: 'everything of the shop',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: namespace, target: namespace }],
      volumes: [{ namespace, name: 'data' }],
      images: [{ repository: `${namespace}/web` }],
      options: { endpoint: 'route' },
    });
  });

  after(async () => {
    await scenario?.portal.stop();
    await scenario?.east.deleteNamespace(namespace);
    await scenario?.west.deleteNamespace(namespace);
  });

  it('has nothing against it in its preflight', async () => {
    const { blocked, checks } = await scenario.portal.call(
      'POST',
      `/plans/${plan.id}/preflight`,
    );
    assert.equal(blocked, false, JSON.stringify(checks));
  });

  it('goes through a Route on port 443 and succeeds, with progress in numbers', async () => {
    const { portal, west } = scenario;
    const { id } = await portal.call('POST', '/migrations', {
      planId: plan.id,
      type: 'stage',
      idempotencyKey: namespace,
    });
    const again = await portal.call('POST', '/migrations', {
      planId: plan.id,
      type: 'stage',
      idempotencyKey: namespace,
    });
    assert.equal(again.id, id, 'the same key is the same migration');
    let route;
    const migration = await portal.finished(id, {
      onProgress: async () => {
        route ??= (
          await west.get('routes.route.openshift.io', undefined, namespace)
        ).items[0];
      },
    });
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    assert.equal(migration.items.length, 2);
    const volume = migration.items.find(item => item.kind === 'volume');
    assert.ok(
      volume.progress.bytesTotal > 300 * 2 ** 20,
      JSON.stringify(volume.progress),
    );
    assert.equal(volume.progress.bytesDone, volume.progress.bytesTotal);
    assert.ok(volume.progress.filesTotal >= 5000);
    assert.equal(route?.spec.tls.termination, 'passthrough');
    const { items: events } = await portal.call(
      'GET',
      `/migrations/${id}/events`,
    );
    assert.ok(events.length > 0);
  });

  it('leaves every file with the same type, mode, owner, time, links and content', async () => {
    const targetManifest = await manifestOf(scenario.west, namespace);
    const target = new Map(targetManifest.map(entry => [entry.path, entry]));
    assert.equal(targetManifest.length, sourceManifest.length);
    assert.ok(sourceManifest.length > 5000);
    for (const entry of sourceManifest) {
      assert.deepEqual(
        target.get(entry.path),
        entry,
        JSON.stringify(entry.path),
      );
    }
    for (const trait of [
      entry => entry.sparse,
      entry => entry.link,
      entry => entry.uid === 4711,
      entry => entry.target,
      entry => entry.path.includes('\n'),
    ]) {
      assert.ok(
        sourceManifest.some(trait),
        `the fixture has no file with ${trait}`,
      );
    }
  });

  it('leaves the image with exactly the tags and digests of the source', async () => {
    const { east, west } = scenario;
    const source = await digestsOf(registryOf(east), `${namespace}/web`);
    assert.deepEqual(Object.keys(source), ['0.9', '1.0', 'latest']);
    assert.equal(source['1.0'], source.latest);
    assert.notEqual(source['0.9'], source['1.0']);
    assert.deepEqual(
      await digestsOf(registryOf(west), `${namespace}/web`),
      source,
    );
  });

  it('lets a Deployment on west start from that image on that volume and serve the data', async () => {
    const { west } = scenario;
    const auth = Buffer.from(
      `${west.registryUser}:${west.registryPassword}`,
    ).toString('base64');
    await west.apply([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'pull', namespace },
        type: 'kubernetes.io/dockerconfigjson',
        stringData: {
          '.dockerconfigjson': JSON.stringify({
            auths: { [west.registry]: { auth } },
          }),
        },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web', namespace },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web' } },
            spec: {
              imagePullSecrets: [{ name: 'pull' }],
              terminationGracePeriodSeconds: 0,
              containers: [
                {
                  name: 'web',
                  image: `${west.registry}/${namespace}/web:latest`,
                  volumeMounts: [{ name: 'data', mountPath: '/volumes/data' }],
                },
              ],
              volumes: [
                { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
              ],
            },
          },
        },
      },
    ]);
    await west.kubectl(
      [
        'rollout',
        'status',
        'deployment/web',
        '-n',
        namespace,
        '--timeout=120s',
      ],
      { timeout: 130_000 },
    );
    const page = await west.kubectl([
      'exec',
      'deployment/web',
      '-n',
      namespace,
      '--',
      '/bin/busybox',
      'wget',
      '-qO-',
      'http://127.0.0.1:8080/index.html',
    ]);
    assert.equal(page, 'moved by direct-migration\n');
    await west.kubectl([
      'delete',
      'deployment/web',
      '-n',
      namespace,
      '--wait=true',
    ]);
  });

  it('leaves nothing of ours in either cluster, and no secret in the database or the log', async () => {
    const { east, west, portal, known } = scenario;
    assert.deepEqual(await east.leftovers(plan.id, namespace), []);
    assert.deepEqual(await west.leftovers(plan.id, namespace), []);
    const secrets = [
      ...known.map(cluster => cluster.token),
      east.registryPassword,
      west.registryPassword,
    ];
    const places = { log: portal.log(), database: portal.databaseBytes() };
    // What must be found shows that the search finds: an empty place would have no secret either.
    assert.ok(places.database.includes(plan.id), 'that is not the database');
    assert.ok(places.log.length > 0);
    for (const [place, text] of Object.entries(places)) {
      for (const secret of secrets) {
        assert.ok(secret.length > 7);
        for (const form of [secret, Buffer.from(secret).toString('base64')]) {
          assert.ok(!text.includes(form), `a secret is in the ${place}`);
        }
      }
      assert.ok(!text.includes('PRIVATE KEY'), `a key is in the ${place}`);
    }
  });
});
