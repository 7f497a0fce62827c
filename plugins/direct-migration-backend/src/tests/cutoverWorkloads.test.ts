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

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  confirmationOf,
  type Migration,
  type PlanInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { MemoryStoppedWorkloads } from '../__testUtils__/MemoryStoppedWorkloads';
import { TestPortal } from '../__testUtils__/TestPortal';
import { TwoSandboxes } from '../engines/__testUtils__/TwoSandboxes';
import { writerImage, writerSpec } from '../engines/__testUtils__/writer';
import { resources } from '../kubernetes/resources';
import { WorkloadEngine } from '../engines/workload/WorkloadEngine';

jest.setTimeout(180_000);

const DC = 'apps.openshift.io/v1';
const kind = (group: string, name: string, plural: string) => ({
  group,
  version: 'v1',
  kind: name,
  plural,
  singular: name.toLowerCase(),
  namespaced: true,
  subresources: ['status'],
});

describe('cutover of workloads with helpers and hindrances, on two sandbox clusters', () => {
  let two: TwoSandboxes;
  let portal: TestPortal;
  let number = 0;
  /** A volume of its own for each test. */
  let claim: string;
  let folder: string;

  beforeAll(async () => {
    two = await TwoSandboxes.start({
      images: { 'writer:test': writerImage },
      storageClasses: [
        { name: 'local', default: true },
        { name: 'limited', limited: true },
      ],
      extraResources: [
        kind('apps.openshift.io', 'DeploymentConfig', 'deploymentconfigs'),
        kind(
          'autoscaling',
          'HorizontalPodAutoscaler',
          'horizontalpodautoscalers',
        ),
      ],
    });
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
    options: PlanInput['options'] = {},
    volume: Partial<NonNullable<PlanInput['volumes']>[number]> = {},
  ): PlanInput => ({
    name: claim,
    sourceCluster: 'resource:default/east',
    targetCluster: 'resource:default/west',
    namespaces: [{ source: 'shop', target: 'shop-new' }],
    volumes: [{ namespace: 'shop', name: claim, ...volume }],
    options: { endpoint: 'nodePort', ...options },
  });
  const SLOWLY = {
    bandwidthLimit: 40_000,
    volumes: { compression: 'off' as const },
    maxAttempts: 1,
  };
  async function when<T>(check: () => T | Promise<T>): Promise<T> {
    for (;;) {
      const value = await check();
      if (value) {
        return value;
      }
      await new Promise(resolve => setTimeout(resolve, 30));
    }
  }
  const written = (file: string) =>
    when(
      () =>
        existsSync(join(folder, file)) &&
        readFileSync(join(folder, file), 'utf8').length > 50,
    );
  const start = async (input: PlanInput, rest: object = {}) => {
    const { body } = await portal.post('/plans', input);
    return portal.post('/migrations', {
      planId: body.id,
      type: 'cutover',
      confirm: 'cutover',
      ...rest,
    });
  };
  const checksOf = async (input: PlanInput) =>
    (await start(input, { dryRun: true })).body.preflight.checks as {
      id: string;
      level: string;
      subject: string;
      message: string;
    }[];
  const inStep = ({ id }: Migration, step: string, phase: string) =>
    when(async () => {
      const { items, state } = await portal.migration(id);
      if (['failed', 'succeeded'].includes(state)) {
        throw new Error(`Too late: ${JSON.stringify(items)}`);
      }
      return items.some(i => i.step === step && i.phase === phase);
    });
  const errorOf = ({ items }: Migration, step: string) =>
    items.find(item => item.step === step && item.error)?.error;
  const get = (apiVersion: string, what: string, name: string) =>
    two.east.get(apiVersion, what, name, 'shop');
  const put = (
    apiVersion: string,
    what: string,
    name: string,
    rest: { metadata?: object } & Record<string, unknown> = {},
  ) =>
    two.east.apply({
      apiVersion,
      kind: what,
      ...rest,
      metadata: { name, namespace: 'shop', ...rest.metadata },
    });
  const ownedBy = (owner: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; uid: string };
  }) => ({
    ownerReferences: [
      {
        apiVersion: owner.apiVersion,
        kind: owner.kind,
        name: owner.metadata.name,
        uid: owner.metadata.uid,
        controller: true,
      },
    ],
  });
  async function deployWriter(lingerMs = 100): Promise<string> {
    const name = `app-${number}`;
    put('apps/v1', 'Deployment', name, {
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: writerSpec({ claim, file: 'log', lingerMs }),
        },
      },
    });
    await written('log');
    return name;
  }
  /** Of the pod that copies now. */
  const senderArgs = () =>
    two.east
      .list('v1', 'Pod', 'shop')
      .filter(
        ({ metadata }) =>
          metadata.labels?.['direct-migration.io/component'] === 'sender',
      )
      .flatMap(({ spec }) => spec.containers[0].args as string[]);
  const replicasOf = (name: string) =>
    get('apps/v1', 'Deployment', name)!.spec.replicas;

  it('stops a DeploymentConfig and a ReplicationController, names what may start them again, and rolls back', async () => {
    // The sandbox runs neither: this test is their controller.
    const controllers = [
      put(DC, 'DeploymentConfig', 'dc', {
        metadata: { labels: { 'argocd.argoproj.io/instance': 'shop' } },
        spec: {
          replicas: 2,
          template: { spec: writerSpec({ claim, file: 'dc' }) },
        },
      }),
    ];
    controllers.push(
      put('v1', 'ReplicationController', 'dc-1', {
        metadata: ownedBy(controllers[0] as never),
        spec: { replicas: 2, selector: { app: 'dc' } },
      }),
      put('v1', 'ReplicationController', 'rc', {
        metadata: {
          annotations: { 'kustomize.toolkit.fluxcd.io/name': 'shop' },
        },
        spec: { replicas: 1, selector: { app: 'rc' } },
      }),
    );
    put('v1', 'Pod', 'dc-1-a', {
      metadata: ownedBy(controllers[1] as never),
      spec: writerSpec({ claim, file: 'dc' }),
    });
    put('v1', 'Pod', 'rc-a', {
      metadata: ownedBy(controllers[2] as never),
      spec: writerSpec({ claim, file: 'rc' }),
    });
    put('autoscaling/v1', 'HorizontalPodAutoscaler', 'scaler', {
      spec: {
        scaleTargetRef: { kind: 'DeploymentConfig', name: 'dc' },
        maxReplicas: 9,
      },
    });
    await written('dc');
    await written('rc');
    const east = await two.services.inventory.connect('resource:default/east', {
      credentials: {} as never,
    });
    const deletions: Promise<unknown>[] = [];
    const control = () => {
      const dc = get(DC, 'DeploymentConfig', 'dc')!;
      for (const [apiVersion, what, name, pod] of [
        ['v1', 'ReplicationController', 'dc-1', 'dc-1-a'],
        ['v1', 'ReplicationController', 'rc', 'rc-a'],
        [DC, 'DeploymentConfig', 'dc', undefined],
      ] as const) {
        let object = get(apiVersion, what, name)!;
        if (name === 'dc-1' && object.spec.replicas !== dc.spec.replicas) {
          object = two.east.apply({
            ...object,
            spec: { ...object.spec, replicas: dc.spec.replicas },
          } as never);
        }
        if (object.spec.replicas === 0) {
          if (pod) {
            deletions.push(
              east.client.delete(resources.pods, {
                namespace: 'shop',
                name: pod,
              }),
            );
          }
        }
        two.east.apply({
          ...object,
          status: {
            replicas: object.spec.replicas,
            observedGeneration: object.metadata.generation,
          },
        } as never);
      }
    };
    control();

    const checks = await checksOf(plan());
    const found = (id: string) =>
      checks
        .filter(check => check.id === id)
        .map(c => `${c.level} ${c.subject}`);
    expect(found('workload.willBeStopped').sort()).toEqual([
      'info DeploymentConfig shop/dc',
      'info ReplicationController shop/rc',
    ]);
    expect(found('workload.managed').sort()).toEqual([
      'warn DeploymentConfig shop/dc',
      'warn ReplicationController shop/rc',
    ]);
    expect(
      checks
        .filter(({ id }) => id === 'workload.managed')
        .map(({ message }) => message)
        .join(),
    ).toMatch(/managed by Argo CD.*managed by Flux/);
    expect(found('workload.autoscaled')).toEqual([
      'info DeploymentConfig shop/dc',
    ]);

    const timer = setInterval(control, 200);
    try {
      const begun = await portal.begin(plan(), 'cutover');
      const done = await portal.finished(begun.id);
      expect(done.state).toBe('succeeded');
      expect(get(DC, 'DeploymentConfig', 'dc')!.spec.replicas).toBe(0);
      expect(get('v1', 'ReplicationController', 'rc')!.spec.replicas).toBe(0);
      const back = await portal.post('/migrations', {
        planId: begun.planId,
        type: 'rollback',
        confirm: confirmationOf({ type: 'rollback' }),
      });
      expect(back.status).toBe(202);
      expect((await portal.finished(back.body.id)).state).toBe('succeeded');
      expect(get(DC, 'DeploymentConfig', 'dc')!.spec.replicas).toBe(2);
      expect(get('v1', 'ReplicationController', 'rc')!.spec.replicas).toBe(1);
    } finally {
      clearInterval(timer);
      await Promise.all(deletions);
    }
  });

  it('refuses a volume that goes with its pod', async () => {
    claim = `pod-${number}-scratch`;
    folder = await two.claim(claim);
    put('v1', 'Pod', `pod-${number}`, {
      spec: {
        containers: [{ name: 'app', image: 'app:1' }],
        volumes: [
          {
            name: 'scratch',
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ['ReadWriteOnce'],
                  resources: { requests: { storage: '1Gi' } },
                },
              },
            },
          },
        ],
      },
    });
    expect(await start(plan())).toMatchObject({
      status: 409,
      body: { error: { code: 'VOLUME_EPHEMERAL' } },
    });
  });

  it('gives up when a workload is changed while it is stopped, and starts it again', async () => {
    const name = await deployWriter();
    writeFileSync(join(folder, 'more'), Buffer.alloc(300_000, 'x'));
    const begun = await portal.begin(plan(SLOWLY), 'cutover');
    await inStep(begun, 'warm', 'copying');
    expect(senderArgs()).toContain('send');
    expect(senderArgs()).not.toContain('--quiesced');
    writeFileSync(join(folder, 'later'), Buffer.alloc(600_000, 'y'));
    await inStep(begun, 'final', 'copying');
    // Nobody writes any more: what changes nevertheless is a mistake.
    expect(senderArgs()).toContain('--quiesced');
    const object = get('apps/v1', 'Deployment', name)!;
    two.east.apply({
      ...object,
      spec: { ...object.spec, minReadySeconds: 1 },
    } as never);
    const done = await portal.finished(begun.id);
    expect(done.state).toBe('failed');
    expect(errorOf(done, 'final')).toMatchObject({ code: 'WORKLOAD_CHANGED' });
    expect(replicasOf(name)).toBe(1);
    expect(two.leftovers()).toEqual([]);
  });

  (process.getuid?.() === 0 ? it : it.skip)(
    'starts the application again when the target is full (needs root: a file system has to be mounted)',
    async () => {
      claim = `full-${number}`;
      folder = await two.claim(claim, {
        resources: { requests: { storage: '8Mi' } },
      });
      const name = await deployWriter(3_000);
      const begun = await portal.begin(
        plan({ maxAttempts: 1 }, { storageClass: 'limited' }),
        'cutover',
      );
      await inStep(begun, 'quiesce', 'stopping');
      // What it writes while it ends.
      writeFileSync(join(folder, 'later'), Buffer.alloc(20 * 2 ** 20, 'y'));
      const done = await portal.finished(begun.id);
      /* eslint-disable jest/no-standalone-expect */
      expect(done.state).toBe('failed');
      expect(errorOf(done, 'final')).toMatchObject({ code: 'NO_SPACE' });
      expect(replicasOf(name)).toBe(1);
      /* eslint-enable jest/no-standalone-expect */
    },
  );

  it('starts the application again when the target is gone, before that is cleaned up', async () => {
    const name = await deployWriter();
    const begun = await portal.begin(
      plan({ ...SLOWLY, podStartTimeoutSeconds: 10 }),
      'cutover',
    );
    await inStep(begun, 'quiesce', 'stopping');
    two.west.faults.unreachable(true);
    await when(async () => {
      const { items } = await portal.migration(begun.id);
      return items.some(i => i.step === 'final' && i.error);
    });
    two.west.faults.unreachable(false);
    const done = await portal.finished(begun.id);
    expect(done.state).toBe('failed');
    expect(errorOf(done, 'final')).toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
    });
    expect(replicasOf(name)).toBe(1);
    expect(two.leftovers()).toEqual([]);
  });

  it('starts again what it finds stopped by the plan, although the database does not know of it', async () => {
    const name = await deployWriter();
    const engine = (store: MemoryStoppedWorkloads) =>
      new WorkloadEngine({
        inventory: two.services.inventory,
        auth: mockServices.auth(),
        mover: undefined,
        windowMs: 500,
        store,
      });
    const context = two.context({
      plan: two.plan({ volumes: [{ namespace: 'shop', name: claim }] }),
      kind: 'workload',
      type: 'cutover',
      step: 'quiesce',
    });
    expect(
      await two.drive(engine(new MemoryStoppedWorkloads()), context),
    ).toMatchObject({ kind: 'succeeded' });
    expect(replicasOf(name)).toBe(0);
    expect(
      await two.drive(engine(new MemoryStoppedWorkloads()), {
        ...context,
        migrationId: '99999999-cccc-4000-8000-000000000000',
        type: 'rollback',
        step: 'restore',
      }),
    ).toMatchObject({
      kind: 'succeeded',
      result: { workloads: [{ name, outcome: 'restored' }] },
    });
    expect(replicasOf(name)).toBe(1);
  });
});
