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
import { after, before, beforeEach, describe, it } from 'node:test';
import { createScenario, createVolume, uniqueName } from './lib/scenario.mjs';
import { deployWriters, linesOf, podTemplate } from './lib/writers.mjs';

describe('cutover and rollback of an application that writes all the time', () => {
  const namespace = uniqueName('cutover');
  let scenario;
  let plan;

  before(async () => {
    scenario = await createScenario();
    await createVolume(scenario.east, namespace);
    plan = await makePlan('cutover', namespace);
  });

  after(async () => {
    await scenario?.portal.stop();
    await scenario?.east.deleteNamespace(namespace);
    await scenario?.west.deleteNamespace(namespace);
    await scenario?.west.deleteNamespace(`${namespace}-2`);
  });

  const makePlan = (name, target, options = {}) =>
    scenario.portal.call('POST', '/plans', {
      name,
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: namespace, target }],
      volumes: ['data', 'data-db-0'].map(volume => ({
        namespace,
        name: volume,
      })),
      options,
    });
  const begin = (type, { id: planId }, options) =>
    scenario.portal.call('POST', '/migrations', {
      planId,
      type,
      options,
      confirm: options?.rollback?.deleteTargetVolumes
        ? 'deleteTargetVolumes'
        : type,
    });
  const replicas = async () => [
    (await scenario.east.get('deployment', 'web', namespace)).spec.replicas,
    (await scenario.east.get('statefulset', 'db', namespace)).spec.replicas,
  ];
  /** What says of each other workload whether it is stopped. */
  const others = async () => {
    const { east } = scenario;
    const specOf = async (kind, name) =>
      (await east.get(kind, name, namespace)).spec;
    return {
      agent:
        (await specOf('daemonset', 'agent')).template.spec.nodeSelector ?? {},
      set: (await specOf('replicaset', 'set')).replicas,
      job: (await specOf('job', 'job')).parallelism,
      cron: (await specOf('cronjob', 'cron')).suspend ?? false,
    };
  };
  const running = { agent: {}, set: 1, job: 1, cron: false };
  const states = ({ steps }) =>
    Object.fromEntries(steps.map(({ id, state }) => [id, state]));
  /** Pods of the application that are there, those that end included. */
  const writers = async () =>
    JSON.parse(
      await scenario.east.kubectl([
        ...['get', 'pods', '-n', namespace, '-o', 'json'],
        ...['-l', 'app in (web, db, agent, set, job)'],
      ]),
    ).items.map(pod => pod.metadata.name);
  const inStep = (id, step) =>
    scenario.portal.until(id, `the step ${step}`, ({ items }) =>
      items.some(item => item.step === step && item.state === 'running'),
    );

  // Whatever a test before has come to.
  beforeEach(async () => deployWriters(scenario.east, namespace));

  it('says beforehand what it will stop, what scales that, and what it could not start again', async () => {
    const { east, portal } = scenario;
    const look = async () =>
      (
        await portal.call('POST', '/migrations', {
          planId: plan.id,
          type: 'cutover',
          dryRun: true,
        })
      ).preflight;
    const bare = podTemplate('bare', 'data');
    await east.apply([
      {
        apiVersion: 'autoscaling/v1',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web', namespace },
        spec: {
          maxReplicas: 3,
          minReplicas: 2,
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'web',
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...bare.metadata, name: 'bare', namespace },
        spec: { ...bare.spec, restartPolicy: 'Never' },
      },
    ]);
    const { blocked, checks } = await look();
    const found = id =>
      checks.filter(check => check.id === id).map(({ subject }) => subject);
    assert.equal(blocked, true);
    assert.equal(found('bare.pod').length, 1, JSON.stringify(checks));
    assert.match(found('bare.pod')[0], /\/bare$/);
    assert.deepEqual(found('workload.willBeStopped').sort(), [
      `CronJob ${namespace}/cron`,
      `DaemonSet ${namespace}/agent`,
      `Deployment ${namespace}/web`,
      `Job ${namespace}/job`,
      `ReplicaSet ${namespace}/set`,
      `StatefulSet ${namespace}/db`,
    ]);
    assert.deepEqual(found('workload.autoscaled'), [
      `Deployment ${namespace}/web`,
    ]);
    await east.kubectl([
      ...['delete', 'hpa/web', 'pod/bare', '-n', namespace],
      '--grace-period=1',
    ]);
    assert.equal((await look()).blocked, false);
  });

  it('begins the final copy when the last writer is gone, and starts the application again when it is canceled then', async () => {
    const slow = await makePlan('slow', `${namespace}-2`, {
      bandwidthLimit: 1024,
    });
    const { id } = await begin('cutover', slow, {
      cutover: { warmPass: false },
    });
    let looks = 0;
    for (;;) {
      const { items } = await scenario.portal.call('GET', `/migrations/${id}`);
      const begun = items.filter(
        ({ step, state, attempts }) =>
          step === 'final' && (state !== 'queued' || attempts > 0),
      );
      // Looked for after the answer: they may have ended while it was on its way.
      const still = await writers();
      if (still.length === 0) break;
      assert.deepEqual(
        begun,
        [],
        `the final copy has begun, and ${still.join(', ')} may still write`,
      );
      looks += items.some(
        ({ step, state }) => step === 'quiesce' && state === 'running',
      )
        ? 1
        : 0;
    }
    assert.ok(looks > 0, 'nobody looked while the application was stopped');
    await inStep(id, 'final');
    assert.deepEqual(await replicas(), [0, 0]);
    await scenario.portal.call(
      'POST',
      `/migrations/${id}/cancel?confirm=cancel`,
    );
    const migration = await scenario.portal.finished(id);
    assert.equal(migration.state, 'canceled', JSON.stringify(migration));
    assert.deepEqual(await replicas(), [2, 1]);
    assert.deepEqual(await others(), running);
  });

  it('gives up and says who, when somebody scales a workload up again', async () => {
    const { id } = await begin('cutover', plan);
    await inStep(id, 'quiesce');
    await scenario.east.until(
      'replicas 0',
      async () => (await replicas())[0] === 0,
    );
    await scenario.east.kubectl([
      'scale',
      'deployment/web',
      '--replicas=3',
      '-n',
      namespace,
    ]);
    const migration = await scenario.portal.finished(id);
    assert.equal(migration.state, 'failed', JSON.stringify(migration));
    const { error } = migration.items.find(
      item =>
        item.error?.code === 'WORKLOAD_STARTED_AGAIN' ||
        item.error?.code === 'WRITER_RETURNED',
    );
    // Servers before 1.22 do not write down who scales.
    assert.match(error.message, /kubectl|web-|does not name/);
    // What a person has decided meanwhile stays.
    assert.deepEqual(await replicas(), [3, 1]);
  });

  it('moves every line that was ever written, with the backend killed in each step, and rolls back', async () => {
    const { portal, east, west } = scenario;
    const { id } = await begin('cutover', plan);
    for (const step of ['warm', 'quiesce', 'final']) {
      await inStep(id, step);
      await portal.kill();
      await portal.start();
    }
    const migration = await portal.finished(id);
    assert.equal(migration.state, 'succeeded', JSON.stringify(migration));
    assert.deepEqual(states(migration), {
      warm: 'succeeded',
      quiesce: 'succeeded',
      final: 'succeeded',
    });
    assert.deepEqual(await replicas(), [0, 0]);
    assert.deepEqual(await others(), {
      agent: { 'direct-migration.io/stopped': 'true' },
      set: 0,
      job: 0,
      cron: true,
    });
    const { metadata } = await east.get('deployment', 'web', namespace);
    assert.equal(
      metadata.annotations['direct-migration.io/original-replicas'],
      '2',
    );
    for (const claim of ['data', 'data-db-0']) {
      const written = await linesOf(east, namespace, claim);
      // Of the other kinds of workload, too.
      for (const app of claim === 'data'
        ? ['web', 'agent', 'set', 'job']
        : ['db'])
        assert.ok(
          written.some(({ name }) => name.startsWith(`log-${app}-`)),
          JSON.stringify(written.map(({ name }) => name)),
        );
      // Each writer was told to end and wrote to its last line.
      for (const { name, lines } of written)
        assert.equal(lines.at(-1), 'end', name);
      assert.deepEqual(await linesOf(west, namespace, claim), written);
    }
    assert.deepEqual(await east.leftovers(plan.id, namespace), []);
    assert.deepEqual(await west.leftovers(plan.id, namespace), []);

    // Rolled back: it says before what it will do.
    const options = { rollback: { deleteTargetVolumes: true } };
    const preview = await portal.call('POST', '/migrations', {
      planId: plan.id,
      type: 'rollback',
      options,
      dryRun: true,
    });
    const ids = preview.preflight.checks.map(check => check.id);
    assert.equal(ids.filter(id => id === 'workload.willBeRestored').length, 6);
    assert.equal(
      ids.filter(id => id === 'targetVolume.willBeDeleted').length,
      2,
    );
    assert.deepEqual(await replicas(), [0, 0]);
    const { id: rollbackId } = await begin('rollback', plan, options);
    const back = await portal.finished(rollbackId);
    assert.equal(back.state, 'succeeded', JSON.stringify(back));
    assert.deepEqual(await replicas(), [2, 1]);
    assert.deepEqual(await others(), running);
    for (const claim of ['data', 'data-db-0'])
      assert.equal(
        await west.getOrUndefined('pvc', claim, namespace),
        undefined,
      );
  });
});
