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
import { createScenario, createVolume, uniqueName } from './lib/scenario.mjs';

/** A token whose signature nobody made. */
const wrongToken =
  'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.bm90LWEtc2lnbmF0dXJl';
/** The registry answers, and has no such image. */
const missingImage = `${process.env.WEST_REGISTRY}/direct-migration/none:1`;
/** The shortest that clusters give. */
const TOKEN_SECONDS = 600;
const PSA = 'pod-security.kubernetes.io/enforce';

describe('bad input: one clear error with its fix, and nothing left behind', () => {
  const namespace = uniqueName('bad');
  let scenario;

  before(async () => {
    scenario = await createScenario({
      clusters: async (known, [, westCluster]) => {
        const [east, west] = known;
        const powerless = await westCluster.createPowerless('direct-migration');
        return [
          ...known,
          { ...west, entityName: 'unreachable', server: 'https://127.0.0.1:9' },
          { ...west, entityName: 'wrong-token', token: wrongToken },
          // West's address with east's CA: what a client sees when a certificate was made anew.
          { ...west, entityName: 'wrong-ca', caData: east.caData },
          { ...west, entityName: 'without-credentials', token: undefined },
          { ...west, entityName: 'powerless', token: powerless },
          {
            ...west,
            entityName: 'expiring',
            token: await westCluster.shortToken(TOKEN_SECONDS),
          },
        ];
      },
      config: { moverImage: missingImage },
    });
    await createVolume(scenario.east, namespace);
    await scenario.east.runPod({
      namespace,
      name: 'touch',
      image: process.env.MOVER_IMAGE,
      command: ['node', '-e', ''],
      volumes: ['data'],
    });
  });

  after(async () => {
    await scenario?.portal.stop();
    await scenario?.east.deleteNamespace(namespace);
  });

  const base = () => ({
    name: 'bad',
    sourceCluster: 'resource:default/east',
    targetCluster: 'resource:default/west',
    namespaces: [{ source: namespace, target: namespace }],
    volumes: [{ namespace, name: 'data' }],
  });

  async function refused(change) {
    const { portal, west, east } = scenario;
    const before = (await portal.call('GET', '/migrations')).items.length;
    let planId;
    try {
      const plan = await portal.call('POST', '/plans', {
        ...base(),
        ...change,
      });
      planId = plan.id;
      const migration = await portal.call('POST', '/migrations', {
        planId,
        type: 'stage',
      });
      await portal.call(
        'POST',
        `/migrations/${migration.id}/cancel?confirm=cancel`,
      );
      assert.fail(`it was accepted: ${JSON.stringify(migration)}`);
    } catch (caught) {
      if (!caught.status) throw caught;
      assert.equal(
        (await portal.call('GET', '/migrations')).items.length,
        before,
        'a migration was stored',
      );
      assert.equal(
        await west.getOrUndefined('namespace', namespace),
        undefined,
        'a namespace was made',
      );
      if (planId) {
        assert.deepEqual(await west.leftovers(planId, namespace), []);
        assert.deepEqual(await east.leftovers(planId, namespace), []);
      }
      assert.ok(caught.error.message.length > 20, JSON.stringify(caught.error));
      assert.ok(
        caught.error.hint,
        `no hint in ${JSON.stringify(caught.error)}`,
      );
      return { status: caught.status, ...caught.error };
    } finally {
      if (planId)
        await portal.call('DELETE', `/plans/${planId}?confirm=delete`);
    }
    return undefined;
  }

  const cases = [
    [
      'an unknown cluster',
      { targetCluster: 'resource:default/nowhere' },
      { code: 'CLUSTER_UNKNOWN', field: 'targetCluster' },
    ],
    [
      'the same source and target',
      { targetCluster: 'resource:default/east' },
      { code: 'SAME_SOURCE_AND_TARGET' },
    ],
    [
      'a namespace that does not exist',
      {
        namespaces: [{ source: 'no-such-namespace', target: 'x' }],
        volumes: [{ namespace: 'no-such-namespace', name: 'data' }],
      },
      { code: 'NAMESPACE_NOT_FOUND' },
    ],
    [
      'a PVC that does not exist',
      { volumes: [{ namespace: '$namespace', name: 'nothing' }] },
      { code: 'VOLUME_NOT_FOUND', field: 'volumes[0].name' },
    ],
    [
      'an unreachable cluster',
      { targetCluster: 'resource:default/unreachable' },
      { code: 'CLUSTER_UNREACHABLE' },
    ],
    [
      'a wrong token',
      { targetCluster: 'resource:default/wrong-token' },
      { code: 'CLUSTER_UNAUTHORIZED' },
    ],
    [
      'a certificate of an unknown CA',
      { targetCluster: 'resource:default/wrong-ca' },
      { code: 'CLUSTER_TLS' },
    ],
    [
      'a missing permission in the cluster',
      { targetCluster: 'resource:default/powerless' },
      { code: 'CLUSTER_FORBIDDEN' },
    ],
    [
      'no credentials',
      { targetCluster: 'resource:default/without-credentials' },
      { code: 'CLUSTER_CREDENTIALS_MISSING' },
    ],
    [
      'a storage class that does not exist',
      {
        volumes: [
          { namespace: '$namespace', name: 'data', storageClass: 'gold' },
        ],
      },
      { code: 'STORAGE_CLASS_NOT_FOUND' },
    ],
    [
      'an image repository that does not exist',
      { volumes: [], images: [{ repository: '$namespace/nothing' }] },
      { code: 'IMAGE_NOT_FOUND' },
    ],
  ];
  for (const [name, change, wanted] of cases) {
    it(name, async () => {
      const filled = JSON.parse(
        JSON.stringify(change).replaceAll('$namespace', namespace),
      );
      const error = await refused(filled);
      for (const [key, value] of Object.entries(wanted))
        assert.equal(error[key], value, JSON.stringify(error));
      assert.ok(
        error.status >= 400 && error.status < 500,
        JSON.stringify(error),
      );
    });
  }

  /** What the preflight of a plan says, which is not stored. */
  const preflight = change =>
    scenario.portal.call('POST', '/preflight', { ...base(), ...change });
  const find = ({ checks }, id) => checks.filter(check => check.id === id);

  it('a token that ends before the migration may is a warning', async () => {
    const id = 'cluster.credentialsExpire';
    const targetCluster = 'resource:default/expiring';
    const [check, ...more] = find(await preflight({ targetCluster }), id);
    assert.equal(check?.level, 'warn');
    assert.deepEqual(more, [], 'the token of the source does not end');
    assert.equal(check.field, 'targetCluster');
    assert.match(check.message, /for expiring are valid until \d{4}-\S+ only/);
    assert.match(check.fix, /tokenFile that is renewed/);
    const options = { itemTimeoutSeconds: 60 };
    const short = await preflight({ targetCluster, options });
    assert.deepEqual(find(short, id), []);
  });

  it('a Pod Security level that forbids the pods is named with what to do', async () => {
    const { east } = scenario;
    const { serverVersion } = JSON.parse(
      await east.kubectl(['version', '-o', 'json']),
    );
    const enforced = Number.parseInt(serverVersion.minor, 10) >= 23;
    const id = 'podSecurity.restricted';
    const label = value =>
      east.kubectl(['label', 'namespace', namespace, '--overwrite', value]);
    assert.deepEqual(find(await preflight(), id), []);
    await label(`${PSA}=restricted`);
    try {
      // The target's namespace would be made with the labels of the source's.
      const asRoot = find(await preflight(), id);
      assert.deepEqual(asRoot.map(({ subject }) => subject).sort(), [
        `east/${namespace}`,
        `west/${namespace}`,
      ]);
      for (const { level, message, fix } of asRoot) {
        assert.equal(level, enforced ? 'block' : 'info');
        assert.match(message, /Pod Security level restricted/);
        assert.equal(/does not enforce yet/.test(message), !enforced);
        assert.match(fix, /runAsUser/);
      }
      const user = { runAsUser: 4711 };
      const unprivileged = await preflight({
        options: { volumes: { sourcePod: user, targetPod: user } },
      });
      assert.deepEqual(find(unprivileged, id), []);
    } finally {
      await label(`${PSA}-`);
    }
  });

  it('a mover image that cannot be pulled is found by the probe, which leaves nothing', async () => {
    const { portal, west, east } = scenario;
    // Into a namespace that is there, as a probe does not remove the one that it makes.
    const target = `${namespace}-probe`;
    await west.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: target },
    });
    try {
      // Probed is only what is stored.
      const { id } = await portal.call('POST', '/plans', {
        ...base(),
        namespaces: [{ source: namespace, target }],
        options: { podStartTimeoutSeconds: 10 },
      });
      const found = await portal.call(
        'POST',
        `/plans/${id}/preflight?probe=true`,
      );
      const [check] = find(found, 'probe.failed');
      assert.equal(check?.level, 'block', JSON.stringify(found));
      assert.match(check.message, /IMAGE_PULL_FAILED/);
      assert.ok(check.message.includes(missingImage), check.message);
      assert.match(check.fix, /moverImagePullSecrets/);
      // A slow node takes longer than the answer waits for it.
      for (const [cluster, name] of [
        [east, namespace],
        [west, target],
      ])
        await cluster.until(
          'the end of what the probe made',
          async () => (await cluster.leftovers(id, name)).length === 0,
        );
    } finally {
      await west.kubectl(['delete', 'namespace', target, '--wait=false']);
    }
  });
});
