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
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Migration,
  MigrationInput,
  PlanInput,
  PlanOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { TestPortal } from '../__testUtils__/TestPortal';
import { TwoSandboxes } from '../engines/__testUtils__/TwoSandboxes';
import { writerImage, writerSpec } from '../engines/__testUtils__/writer';

jest.setTimeout(180_000);

const PAUSE_MS = 30;

describe('cutover and rollback on two sandbox clusters', () => {
  let two: TwoSandboxes;
  let portal: TestPortal;
  let number = 0;
  /** A volume of its own for each test. */
  let claim: string;
  let folder: string;

  beforeAll(async () => {
    two = await TwoSandboxes.start({ images: { 'writer:test': writerImage } });
    portal = await TestPortal.start([two.east, two.west]);
  });
  beforeEach(async () => {
    number += 1;
    claim = `data-${number}`;
    folder = await two.claim(claim);
  });
  afterEach(async () => {
    await Promise.all([two.east.faults.clear(), two.west.faults.clear()]);
  });
  afterAll(async () => {
    await portal?.stop();
    await two?.stop();
  });

  const plan = (
    options: PlanOptions = {},
    rest: Partial<PlanInput> = {},
  ): PlanInput => ({
    name: claim,
    sourceCluster: 'resource:default/east',
    targetCluster: 'resource:default/west',
    namespaces: [{ source: 'shop', target: 'shop-new' }],
    volumes: [{ namespace: 'shop', name: claim }],
    options: { endpoint: 'nodePort', ...options },
    ...rest,
  });

  function deploy(
    kind: string,
    name: string,
    spec: object,
    apiVersion = 'apps/v1',
  ) {
    two.east.apply({
      apiVersion,
      kind,
      metadata: { name, namespace: 'shop' },
      spec: {
        ...(apiVersion === 'apps/v1' && {
          selector: { matchLabels: { app: name } },
        }),
        ...spec,
      },
    });
  }
  const template = (name: string, spec: object) => ({
    metadata: { labels: { app: name } },
    spec,
  });
  const sleep = () => new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  async function when<T>(check: () => T | Promise<T>): Promise<T> {
    for (;;) {
      const value = await check();
      if (value) {
        return value;
      }
      await sleep();
    }
  }
  const written = (file: string) =>
    when(
      () =>
        existsSync(join(folder, file)) &&
        readFileSync(join(folder, file), 'utf8').length > 50,
    );
  /** A Deployment of one writer to the volume of the test. */
  async function deployWriter(
    options: Partial<Parameters<typeof writerSpec>[0]> = {},
    replicas = 1,
  ): Promise<string> {
    const name = `app-${number}`;
    deploy('Deployment', name, {
      replicas,
      template: template(name, writerSpec({ claim, file: 'log', ...options })),
    });
    await written('log');
    return name;
  }

  const linesOf = (root: string, file: string) =>
    readFileSync(join(root, file), 'utf8').trim().split('\n');
  const workload = (kind: string, name: string, apiVersion = 'apps/v1') =>
    two.east.get(apiVersion, kind, name, 'shop')!;
  const writersOf = (name: string) =>
    two.east
      .list('v1', 'Pod', 'shop')
      .filter(pod => pod.metadata.labels?.app === name);
  const inStep = ({ id }: Migration, step: string, phase?: string) =>
    when(async () => {
      const { items, state } = await portal.migration(id);
      if (['failed', 'succeeded'].includes(state)) {
        throw new Error(`Too late: ${JSON.stringify(items)}`);
      }
      return items.some(
        item =>
          item.step === step &&
          item.state === 'running' &&
          (!phase || item.phase === phase),
      );
    });
  const stepsOf = ({ steps }: Migration) =>
    Object.fromEntries(steps!.map(({ id, state }) => [id, state]));
  const errorOf = ({ items }: Migration, step: string) =>
    items.find(item => item.step === step && item.error)?.error;
  async function start(
    input: PlanInput,
    rest: Partial<MigrationInput> = {},
  ): Promise<{ status: number; body: any }> {
    const { body } = await portal.post('/plans', input);
    return portal.post('/migrations', {
      planId: body.id,
      type: 'cutover',
      confirm: 'cutover',
      ...rest,
    });
  }

  it('loses nothing that any kind of workload has written, stops only those, and rolls back', async () => {
    const late = { claim, lingerMs: 1_500 };
    deploy('Deployment', 'web', {
      replicas: 1,
      template: template('web', writerSpec({ ...late, file: 'web' })),
    });
    deploy('DaemonSet', 'agent', {
      template: template('agent', writerSpec({ ...late, file: 'agent' })),
    });
    deploy('ReplicaSet', 'set', {
      replicas: 1,
      template: template('set', writerSpec({ ...late, file: 'set' })),
    });
    deploy(
      'Job',
      'job',
      {
        template: {
          spec: {
            ...writerSpec({ ...late, file: 'job' }),
            restartPolicy: 'Never',
          },
        },
      },
      'batch/v1',
    );
    deploy(
      'CronJob',
      'cron',
      {
        schedule: '* * * * *',
        jobTemplate: {
          spec: {
            template: {
              spec: {
                ...writerSpec({ ...late, file: 'cron' }),
                restartPolicy: 'Never',
              },
            },
          },
        },
      },
      'batch/v1',
    );
    deploy('StatefulSet', 'db', {
      replicas: 2,
      serviceName: 'db',
      template: template('db', writerSpec({ file: 'db' })),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    });
    // Not of the plan.
    deploy('Deployment', 'other', {
      replicas: 1,
      template: template('other', {
        containers: [{ name: 'app', image: 'app:1' }],
      }),
    });
    for (const file of ['web', 'agent', 'set', 'job']) {
      await written(file);
    }
    await when(() => writersOf('db').length === 2);
    const volumes = [claim, 'data-db-0', 'data-db-1'].map(name => ({
      namespace: 'shop',
      name,
    }));
    const begun = await portal.begin(plan({}, { volumes }), 'cutover');
    expect(begun.preflight!.checks).toEqual(
      expect.arrayContaining(
        ['Deployment shop/web', 'StatefulSet shop/db', 'CronJob shop/cron'].map(
          subject =>
            expect.objectContaining({
              id: 'workload.willBeStopped',
              level: 'info',
              subject,
            }),
        ),
      ),
    );
    const done = await portal.finished(begun.id);
    expect(done).toMatchObject({ state: 'succeeded' });
    expect(stepsOf(done)).toEqual({
      warm: 'succeeded',
      quiesce: 'succeeded',
      final: 'succeeded',
    });
    for (const file of ['web', 'agent', 'set', 'job']) {
      const lines = linesOf(folder, file);
      expect(lines[lines.length - 1]).toBe('end');
      expect(linesOf(two.west.volumePath('shop-new', claim), file)).toEqual(
        lines,
      );
    }
    for (const name of ['data-db-0', 'data-db-1']) {
      const lines = linesOf(two.east.volumePath('shop', name), 'db');
      expect(lines[lines.length - 1]).toBe('end');
      expect(linesOf(two.west.volumePath('shop-new', name), 'db')).toEqual(
        lines,
      );
    }
    expect(workload('Deployment', 'web')).toMatchObject({
      metadata: {
        annotations: {
          'direct-migration.io/original-replicas': '1',
          'direct-migration.io/stopped-by-migration': done.id,
        },
      },
      spec: { replicas: 0 },
    });
    expect(workload('StatefulSet', 'db').spec.replicas).toBe(0);
    expect(
      workload('DaemonSet', 'agent').spec.template.spec.nodeSelector,
    ).toEqual({ 'direct-migration.io/stopped': 'true' });
    expect(workload('Job', 'job', 'batch/v1').spec).toMatchObject({
      parallelism: 0,
      suspend: true,
    });
    expect(workload('CronJob', 'cron', 'batch/v1').spec.suspend).toBe(true);
    expect(workload('Deployment', 'other').spec.replicas).toBe(1);
    expect(writersOf('other')).toHaveLength(1);
    expect(
      done.items.find(({ step }) => step === 'quiesce')!.result!.workloads,
    ).toEqual(
      expect.arrayContaining([
        {
          kind: 'StatefulSet',
          namespace: 'shop',
          name: 'db',
          original: { replicas: 2 },
        },
        {
          kind: 'Job',
          namespace: 'shop',
          name: 'job',
          original: { suspend: false, parallelism: 1 },
        },
      ]),
    );

    const rollback = {
      planId: begun.planId,
      type: 'rollback',
      confirm: 'deleteTargetVolumes',
      options: { rollback: { deleteTargetVolumes: true } },
    };
    const preview = await portal.post('/migrations', {
      ...rollback,
      dryRun: true,
    });
    expect(preview.body.preflight).toMatchObject({ blocked: false });
    expect(
      preview.body.preflight.checks
        .map(
          ({ id, subject }: { id: string; subject: string }) =>
            `${id} ${subject}`,
        )
        .sort(),
    ).toEqual(
      expect.arrayContaining([
        'targetVolume.willBeDeleted shop-new/data-db-1',
        `targetVolume.willBeDeleted shop-new/${claim}`,
        'workload.willBeRestored CronJob shop/cron',
        'workload.willBeRestored DaemonSet shop/agent',
        'workload.willBeRestored StatefulSet shop/db',
      ]),
    );
    expect(workload('Deployment', 'web').spec.replicas).toBe(0);

    for (const expected of [6, 0]) {
      const back = await portal.finished(
        (
          await portal.post('/migrations', rollback)
        ).body.id,
      );
      expect(back).toMatchObject({ state: 'succeeded' });
      expect(
        back.items.find(({ step }) => step === 'restore')!.result!.workloads,
      ).toHaveLength(expected);
    }
    expect(workload('Deployment', 'web')).toMatchObject({
      spec: { replicas: 1 },
    });
    expect(workload('Deployment', 'web').metadata.annotations ?? {}).toEqual(
      {},
    );
    expect(workload('StatefulSet', 'db').spec.replicas).toBe(2);
    expect(
      workload('DaemonSet', 'agent').spec.template.spec.nodeSelector ?? {},
    ).toEqual({});
    expect(workload('Job', 'job', 'batch/v1').spec).toMatchObject({
      parallelism: 1,
      suspend: false,
    });
    expect(workload('CronJob', 'cron', 'batch/v1').spec.suspend).toBe(false);
    for (const { name } of volumes) {
      expect(
        two.west.get('v1', 'PersistentVolumeClaim', name, 'shop-new'),
      ).toBeUndefined();
    }
    await when(() => writersOf('db').length === 2);
    expect(two.leftovers()).toEqual([]);
  });

  it('begins the final copy only when the slowest pod has ended', async () => {
    const name = await deployWriter({ lingerMs: 4_000 });
    // By uid: should the cutover give up, others of the same application come.
    const writers = new Set(writersOf(name).map(pod => pod.metadata.uid));
    const alive = () =>
      writersOf(name)
        .filter(pod => writers.has(pod.metadata.uid))
        .map(pod => pod.metadata.name);
    const begun = await portal.begin(plan(), 'cutover');
    let looks = 0;
    await when(async () => {
      const { items, steps } = await portal.migration(begun.id);
      const quiesce = steps!.find(({ id }) => id === 'quiesce')!;
      const final = items.find(({ step }) => step === 'final')!;
      // Looked for after the answer: they may have ended while it was on its way.
      const still = alive();
      if (still.length === 0) {
        return true;
      }
      looks += quiesce.state === 'running' ? 1 : 0;
      expect({
        'pods that still write': still,
        'the final copy': final.state,
        attempts: final.attempts,
      }).toEqual({
        'pods that still write': still,
        'the final copy': 'queued',
        attempts: 0,
      });
      return false;
    });
    // Nothing was proven if nobody looked while it was asked to stop.
    expect(looks).toBeGreaterThan(0);
    const done = await portal.finished(begun.id);
    expect(done.state).toBe('succeeded');
    const lines = linesOf(two.west.volumePath('shop-new', claim), 'log');
    expect(lines).toEqual(linesOf(folder, 'log'));
    expect(lines[lines.length - 1]).toBe('end');
  });

  it('refuses what it could not start again', async () => {
    two.east.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `bare-${number}`, namespace: 'shop' },
      spec: writerSpec({ claim, file: 'log' }),
    });
    await written('log');
    const refused = await start(plan());
    expect(refused).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'BARE_POD',
          hint: expect.stringContaining('kubectl delete pod'),
        },
      },
    });
    // A stage is possible all the same, and says that a cutover would not be.
    const staged = await start(plan(), { type: 'stage', dryRun: true });
    expect(staged.body.preflight).toMatchObject({ blocked: false });
    expect(staged.body.preflight.checks).toContainEqual(
      expect.objectContaining({ id: 'cutover.notPossible', level: 'info' }),
    );
  });

  it('gives up and starts the application again when a pod appears during the final copy', async () => {
    const name = await deployWriter({}, 2);
    const begun = await portal.begin(
      plan({
        bandwidthLimit: 2_048,
        volumes: { compression: 'off' },
        maxAttempts: 1,
      }),
      'cutover',
    );
    await inStep(begun, 'final', 'copying');
    two.east.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `intruder-${number}`,
        namespace: 'shop',
        ownerReferences: [
          {
            apiVersion: 'example.org/v1',
            kind: 'Operator',
            name: 'op',
            uid: 'none',
            controller: true,
          },
        ],
      },
      spec: writerSpec({ claim, file: 'intruder' }),
    });
    const done = await portal.finished(begun.id);
    expect(done.state).toBe('failed');
    expect(errorOf(done, 'final')).toMatchObject({
      code: 'WRITER_RETURNED',
      message: expect.stringMatching(/intruder-.*by Operator op/),
    });
    expect(stepsOf(done)).toMatchObject({ restore: 'succeeded' });
    expect(workload('Deployment', name).spec.replicas).toBe(2);
    expect(two.leftovers()).toEqual([]);
  });

  it.each(['while the pods end', 'during the final copy'])(
    'gives up when somebody starts a workload again %s',
    async moment => {
      const early = moment === 'while the pods end';
      const name = await deployWriter({ lingerMs: early ? 4_000 : 100 });
      const begun = await portal.begin(
        plan({
          bandwidthLimit: 2_048,
          volumes: { compression: 'off' },
          maxAttempts: 1,
        }),
        'cutover',
      );
      await (early
        ? inStep(begun, 'quiesce', 'stopping')
        : inStep(begun, 'final', 'copying'));
      await when(() => workload('Deployment', name).spec.replicas === 0);
      const stopped = workload('Deployment', name);
      two.east.apply({ ...stopped, spec: { ...stopped.spec, replicas: 3 } });
      const done = await portal.finished(begun.id);
      expect(done.state).toBe('failed');
      expect(errorOf(done, early ? 'quiesce' : 'final')!.code).toMatch(
        early
          ? /^WORKLOAD_STARTED_AGAIN$/
          : /^(WORKLOAD_STARTED_AGAIN|WRITER_RETURNED)$/,
      );
      // What somebody else has decided in the meantime is left as it is, and said.
      expect(workload('Deployment', name).spec.replicas).toBe(3);
      expect(workload('Deployment', name).metadata.annotations ?? {}).toEqual(
        {},
      );
      expect(await portal.events(begun.id)).toContainEqual(
        expect.objectContaining({
          type: 'workload.changedByOthers',
          level: 'warn',
          message: expect.stringContaining('{"replicas":1}'),
        }),
      );
    },
  );

  it('gives up when the application does not stop in time, and names the pod', async () => {
    const name = await deployWriter({ lingerMs: 60_000, graceSeconds: 120 });
    const begun = await portal.begin(
      plan({ quiesceTimeoutSeconds: 10 }),
      'cutover',
    );
    await inStep(begun, 'quiesce', 'stopping');
    const [pod] = (await when(() => {
      const pods = writersOf(name);
      return pods.length === 1 && pods[0].metadata.deletionTimestamp && pods;
    })) as any[];
    const done = await portal.finished(begun.id);
    expect(errorOf(done, 'quiesce')).toMatchObject({
      code: 'QUIESCE_TIMEOUT',
      message: expect.stringMatching(
        new RegExp(`${pod.metadata.name} \\(ending, has 120 s`),
      ),
    });
    expect(stepsOf(done)).toMatchObject({
      final: 'skipped',
      restore: 'succeeded',
    });
    expect(workload('Deployment', name).spec.replicas).toBe(1);
    two.east.faults.killPod('shop', pod.metadata.name);
  });

  it('starts the application again when it is canceled during the final copy', async () => {
    const name = await deployWriter({}, 2);
    const begun = await portal.begin(
      plan({ bandwidthLimit: 2_048, volumes: { compression: 'off' } }),
      'cutover',
    );
    await inStep(begun, 'final', 'copying');
    expect(workload('Deployment', name).spec.replicas).toBe(0);
    await portal.post(`/migrations/${begun.id}/cancel?confirm=cancel`);
    const done = await portal.finished(begun.id);
    expect(done.state).toBe('canceled');
    expect(workload('Deployment', name).spec.replicas).toBe(2);
    expect(two.leftovers()).toEqual([]);
  });

  it('starts the application again when the target fails, and succeeds when it is retried', async () => {
    const name = await deployWriter();
    const begun = await portal.begin(plan({ maxAttempts: 1 }), 'cutover');
    await inStep(begun, 'quiesce');
    two.west.faults.failRequests({
      match: { verb: 'create', resource: 'pods' },
      status: 403,
      times: 1,
    });
    const done = await portal.finished(begun.id);
    expect(stepsOf(done)).toEqual({
      warm: 'succeeded',
      quiesce: 'succeeded',
      final: 'failed',
      restore: 'succeeded',
    });
    expect(workload('Deployment', name).spec.replicas).toBe(1);
    const final = done.items.find(({ step }) => step === 'final')!;
    expect(
      await portal.post(`/migrations/${done.id}/items/${final.id}/retry`),
    ).toMatchObject({
      status: 409,
      body: { error: { code: 'ITEM_NOT_RETRYABLE' } },
    });
    await when(() => writersOf(name).length === 1);
    expect(
      await portal.post(`/migrations/${done.id}/retry?confirm=cutover`),
    ).toMatchObject({
      status: 202,
    });
    const again = await portal.finished(done.id);
    expect(again.state).toBe('succeeded');
    expect(linesOf(two.west.volumePath('shop-new', claim), 'log')).toEqual(
      linesOf(folder, 'log'),
    );
    expect(workload('Deployment', name)).toMatchObject({
      metadata: {
        annotations: { 'direct-migration.io/original-replicas': '1' },
      },
      spec: { replicas: 0 },
    });
  });

  it('deletes on rollback nothing that is used or that this plan did not make', async () => {
    const name = await deployWriter();
    two.west.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: `theirs-${number}`, namespace: 'shop-new' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    await when(
      () =>
        two.west.get(
          'v1',
          'PersistentVolumeClaim',
          `theirs-${number}`,
          'shop-new',
        )?.status.phase === 'Bound',
    );
    const theirs = await portal.begin(
      plan(
        {},
        {
          volumes: [
            {
              namespace: 'shop',
              name: claim,
              targetName: `theirs-${number}`,
              existing: 'reuse',
            },
          ],
        },
      ),
      'cutover',
    );
    expect((await portal.finished(theirs.id)).state).toBe('succeeded');
    const back = await portal.post('/migrations', {
      planId: theirs.planId,
      type: 'rollback',
      confirm: 'deleteTargetVolumes',
      options: { rollback: { deleteTargetVolumes: true } },
    });
    expect((await portal.finished(back.body.id)).state).toBe('succeeded');
    expect(
      two.west.get(
        'v1',
        'PersistentVolumeClaim',
        `theirs-${number}`,
        'shop-new',
      )!.metadata.deletionTimestamp,
    ).toBeUndefined();
    expect(workload('Deployment', name).spec.replicas).toBe(1);

    const ours = await portal.begin(plan(), 'cutover');
    expect((await portal.finished(ours.id)).state).toBe('succeeded');
    two.west.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `new-${number}`, namespace: 'shop-new' },
      spec: writerSpec({ claim, file: 'new' }),
    });
    const rollback = {
      planId: ours.planId,
      type: 'rollback',
      confirm: 'rollback',
    };
    const refused = await portal.post('/migrations', {
      ...rollback,
      confirm: 'deleteTargetVolumes',
      options: { rollback: { deleteTargetVolumes: true } },
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { error: { code: 'TARGET_VOLUME_IN_USE' } },
    });
    expect(workload('Deployment', name).spec.replicas).toBe(0);
    const kept = await portal.post('/migrations', rollback);
    expect((await portal.finished(kept.body.id)).state).toBe('succeeded');
    expect(workload('Deployment', name).spec.replicas).toBe(1);
    expect(
      two.west.get('v1', 'PersistentVolumeClaim', claim, 'shop-new'),
    ).toBeDefined();
  });

  it('refuses options of another type', async () => {
    expect(await start(plan(), { options: { rollback: {} } })).toMatchObject({
      status: 400,
      body: { error: { code: 'INVALID_INPUT', field: 'options.rollback' } },
    });
  });
});
