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

import {
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { resources } from '../../kubernetes/resources';
import type {
  Plan,
  VolumeOptions,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { TwoSandboxes } from '../__testUtils__/TwoSandboxes';

jest.setTimeout(120_000);

describe('VolumeEngine on two sandbox clusters', () => {
  let two: TwoSandboxes;

  beforeAll(async () => {
    two = await TwoSandboxes.start();
    const source = await two.claim('data');
    mkdirSync(join(source, 'a folder'));
    writeFileSync(join(source, 'a folder', 'é\n'), 'hello', { mode: 0o600 });
    writeFileSync(join(source, 'big'), Buffer.alloc(3_000_000, 7));
    linkSync(join(source, 'big'), join(source, 'hard'));
    symlinkSync('big', join(source, 'link'));
    utimesSync(join(source, 'big'), 1e9, 1e9);
  });
  beforeEach(() => {
    two.events.length = 0;
    two.progress.length = 0;
    two.steps.length = 0;
    two.phases.length = 0;
  });
  afterAll(async () => {
    await two?.stop();
  });

  const engine = () => two.services.engines.volume;
  const target = (name = 'data') => two.west.volumePath('shop-new', name);

  it('moves a volume, twice, and leaves nothing behind', async () => {
    const context = two.context({ plan: two.plan() });
    const done = await two.drive(engine(), context);
    expect(done).toMatchObject({
      kind: 'succeeded',
      progress: {
        filesDone: expect.any(Number),
        bytesDone: expect.any(Number),
      },
    });
    expect(readFileSync(join(target(), 'a folder', 'é\n'), 'utf8')).toBe(
      'hello',
    );
    expect(lstatSync(join(target(), 'a folder', 'é\n')).mode & 0o777).toBe(
      0o600,
    );
    expect(lstatSync(join(target(), 'big')).nlink).toBe(2);
    expect(lstatSync(join(target(), 'big')).mtimeMs).toBe(1e12);
    expect(lstatSync(join(target(), 'link')).isSymbolicLink()).toBe(true);
    expect(two.events).toEqual([
      'namespace.created',
      'volume.targetCreated',
      'volume.senderStarted',
    ]);
    expect(two.west.get('v1', 'Namespace', 'shop-new')?.metadata).toMatchObject(
      {
        labels: { 'direct-migration.io/plan': context.plan.id },
        annotations: { 'openshift.io/sa.scc.uid-range': '1000/10' },
      },
    );
    const claim = two.west.get(
      'v1',
      'PersistentVolumeClaim',
      'data',
      'shop-new',
    );
    expect(claim?.metadata.labels).toEqual({
      app: 'shop',
      'app.kubernetes.io/managed-by': 'direct-migration',
      'direct-migration.io/plan': context.plan.id,
      'direct-migration.io/migration': context.migrationId,
    });
    // Asked again, as after a crash, it is not done again.
    expect(await engine().step(context)).toMatchObject({ kind: 'succeeded' });
    expect(two.events).toHaveLength(3);
    expect(await engine().cleanup(context)).toBe(true);
    expect(two.leftovers()).toEqual([]);
    expect(done).toMatchObject({
      result: {
        verification: { mode: 'sampled', entries: 5, mismatchCount: 0 },
      },
    });
    expect(
      [...two.logs.values()].map(({ component }) => component).sort(),
    ).toEqual(['receiver', 'sender']);
    const log = two.logs.get('dm-12345678-1-sender');
    expect(log).toMatchObject({ attempt: 1, truncated: false });
    expect(log?.content).toMatch(/"phase":"verifying"[^]*"type":"result"/);

    // The target is this plan's own: what the source does not have any more goes.
    writeFileSync(join(target(), 'deleted at the source meanwhile'), '');
    const again = two.context({
      plan: two.plan(),
      itemId: '22222222-bbbb-4000-8000-000000000000',
    });
    expect(await two.drive(engine(), again)).toMatchObject({
      kind: 'succeeded',
    });
    expect(() =>
      lstatSync(join(target(), 'deleted at the source meanwhile')),
    ).toThrow(/ENOENT/);
    expect(await engine().cleanup(again)).toBe(true);
    expect(two.leftovers()).toEqual([]);
  });

  it('says what the mover does while it does it', async () => {
    const plan = two.plan({
      volumes: [{ namespace: 'shop', name: 'data', targetName: 'live' }],
      // Long enough that the copying is seen.
      options: {
        endpoint: 'nodePort',
        bandwidthLimit: 2_000_000,
        volumes: { compression: 'off' },
      },
    });
    const context = two.context({
      plan,
      itemId: '77777777-bbbb-4000-8000-000000000000',
      reportPhase: phase => two.phases.push(`${phase} ${two.steps.length}`),
    });
    expect(await two.drive(engine(), context)).toMatchObject({
      kind: 'succeeded',
    });
    // The last step is the one that ends with the result.
    expect(two.phases).toContain(`copying ${two.steps.length - 1}`);
    expect(await engine().cleanup(context)).toBe(true);
  });

  it('removes an earlier attempt before it starts the next', async () => {
    const plan = two.plan({
      volumes: [{ namespace: 'shop', name: 'data', targetName: 'second' }],
    });
    const first = two.context({
      plan,
      itemId: '33333333-bbbb-4000-8000-000000000000',
    });
    await two.drive(engine(), first, step => step.kind === 'continue');
    expect(two.leftovers().some(name => name.includes('dm-33333333-1-'))).toBe(
      true,
    );
    const second = { ...first, attempt: 2 };
    expect(await two.drive(engine(), second)).toMatchObject({
      kind: 'succeeded',
    });
    expect(
      two.leftovers().filter(name => name.includes('dm-33333333-1-')),
    ).toEqual([]);
    expect(await engine().cleanup(second)).toBe(true);
    expect(two.leftovers()).toEqual([]);
  });

  it('makes certificates anew when a crash or somebody took one side of them away', async () => {
    const plan = two.plan({
      volumes: [{ namespace: 'shop', name: 'data', targetName: 'third' }],
    });
    const context = two.context({
      plan,
      itemId: '66666666-bbbb-4000-8000-000000000000',
    });
    // Stops while the receiver is not ready yet, so that there is no sender.
    two.west.faults.delayRequests({ match: {}, ms: 20 });
    const stop = new AbortController();
    const watching = setInterval(() => {
      if (
        two
          .leftovers()
          .some(name => name === 'east Secret/dm-66666666-1-tls-client')
      ) {
        stop.abort();
      }
    }, 5);
    await engine().step({ ...context, signal: stop.signal });
    clearInterval(watching);
    await two.west.faults.clear();
    expect(stop.signal.aborted).toBe(true);
    const { client } = await two.services.inventory.connect(
      'resource:default/east',
      { credentials: {} as never },
    );
    const secret = { namespace: 'shop', name: 'dm-66666666-1-tls-client' };
    const before = await client.get(resources.secrets, secret);
    await client.delete(resources.secrets, secret);
    expect(await two.drive(engine(), context)).toMatchObject({
      kind: 'succeeded',
    });
    const after = await client.get(resources.secrets, secret);
    expect(after?.data?.['ca.crt']).not.toBe(before?.data?.['ca.crt']);
    expect(await engine().cleanup(context)).toBe(true);
    expect(two.leftovers()).toEqual([]);
  });

  it.each([
    ['VOLUME_NOT_FOUND', { namespace: 'shop', name: 'nothing' }],
    ['NAMESPACE_NOT_FOUND', { namespace: 'nowhere', name: 'data' }],
    [
      'STORAGE_CLASS_NOT_FOUND',
      { namespace: 'shop', name: 'data', targetName: 'x', storageClass: 'no' },
    ],
    [
      'CAPACITY_TOO_SMALL',
      { namespace: 'shop', name: 'data', targetName: 'x', capacity: '1Mi' },
    ],
  ])(
    'refuses bad input with %s and leaves nothing behind',
    async (code, spec) => {
      const plan = two.plan({ volumes: [spec] });
      const context = two.context({ plan });
      expect(await engine().step(context)).toMatchObject({
        kind: 'failed',
        retryable: false,
        error: { code, message: expect.any(String), hint: expect.any(String) },
      });
      expect(two.leftovers()).toEqual([]);
      expect(
        two.west.get('v1', 'PersistentVolumeClaim', 'x', 'shop-new'),
      ).toBeUndefined();
    },
  );

  it('does not write into a claim of somebody else, unless the plan says so', async () => {
    two.west.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'theirs', namespace: 'shop-new' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    await waitFor(() => target('theirs'));
    writeFileSync(join(target('theirs'), 'precious'), 'data');
    const spec = { namespace: 'shop', name: 'data', targetName: 'theirs' };
    const refused = two.context({ plan: two.plan({ volumes: [spec] }) });
    expect(await two.drive(engine(), refused)).toMatchObject({
      kind: 'failed',
      retryable: false,
      error: {
        code: 'TARGET_VOLUME_EXISTS',
        message: expect.stringContaining('it holds "precious"'),
      },
    });
    expect(readdirSync(target('theirs'))).toEqual(['precious']);
    expect(await engine().cleanup(refused)).toBe(true);
    const reused = two.context({
      plan: two.plan({ volumes: [{ ...spec, existing: 'reuse' }] }),
      itemId: '44444444-bbbb-4000-8000-000000000000',
    });
    expect(await two.drive(engine(), reused)).toMatchObject({
      kind: 'succeeded',
    });
    expect(readFileSync(join(target('theirs'), 'precious'), 'utf8')).toBe(
      'data',
    );
    expect(await engine().cleanup(reused)).toBe(true);
    expect(two.leftovers()).toEqual([]);
  });

  it('takes a claim of somebody else that is empty, and goes on with it', async () => {
    two.west.apply({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'empty', namespace: 'shop-new' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    await waitFor(() => target('empty'));
    const spec = { namespace: 'shop', name: 'data', targetName: 'empty' };
    const adopted = () =>
      two.west.get('v1', 'PersistentVolumeClaim', 'empty', 'shop-new')?.metadata
        ?.annotations?.['direct-migration.io/adopted-by'];
    expect(adopted()).toBeUndefined();
    for (const id of ['77777777', '88888888']) {
      const context = two.context({
        plan: two.plan({ volumes: [spec] }),
        itemId: `${id}-bbbb-4000-8000-000000000000`,
      });
      expect(await two.drive(engine(), context)).toMatchObject({
        kind: 'succeeded',
      });
      expect(adopted()).toBe(context.plan.id);
      expect(await engine().cleanup(context)).toBe(true);
    }
    expect(readdirSync(target('empty')).length).toBeGreaterThan(0);
    expect(two.leftovers()).toEqual([]);
  });

  it('moves what its options say, and keeps what they say', async () => {
    const source = await two.claim('chosen');
    for (const name of ['a.log', 'keep.log', 'data', 'cache']) {
      writeFileSync(join(source, name), name);
    }
    const run = async (
      options: Plan['options'],
      own: VolumeOptions,
      id: string,
    ) => {
      const context = two.context({
        plan: two.plan({
          volumes: [{ namespace: 'shop', name: 'chosen', options: own }],
          options: { ...two.plan().options, ...options },
        }),
        itemId: `${id}-bbbb-4000-8000-000000000000`,
      });
      const done = await two.drive(engine(), context);
      expect(await engine().cleanup(context)).toBe(true);
      return done;
    };
    expect(
      await run(
        { volumes: { verify: 'full', exclude: ['nothing'] } },
        { include: ['keep.log'], exclude: ['*.log', '/cache'] },
        '55555555',
      ),
    ).toMatchObject({
      kind: 'succeeded',
      result: { verification: { mode: 'full', entries: 2, mismatchCount: 0 } },
    });
    expect(readdirSync(target('chosen')).sort()).toEqual(['data', 'keep.log']);

    rmSync(join(source, 'data'));
    expect(
      await run(
        { volumes: { verify: 'off' } },
        { deleteExtraneous: false, compression: 'zstd' },
        '66666666',
      ),
    ).not.toHaveProperty('result.verification');
    expect(readdirSync(target('chosen')).sort()).toEqual([
      'a.log',
      'cache',
      'data',
      'keep.log',
    ]);
  });

  it('copies inside one cluster, to another namespace', async () => {
    const source = await two.claim('converted');
    writeFileSync(join(source, 'file'), 'inside');
    const plan = two.plan({
      targetCluster: 'resource:default/east',
      namespaces: [{ source: 'shop', target: 'shop-copy' }],
      volumes: [{ namespace: 'shop', name: 'converted' }],
      options: { podStartTimeoutSeconds: 60 },
    });
    const preflight = await two.services.preflight.check(plan, {
      credentials: {} as never,
    });
    expect(preflight).toMatchObject({ blocked: false });
    const context = two.context({
      plan,
      itemId: '77777777-bbbb-4000-8000-000000000000',
    });
    expect(await two.drive(engine(), context)).toMatchObject({
      kind: 'succeeded',
      result: { verification: { mismatchCount: 0, entries: 1 } },
    });
    expect(
      readFileSync(
        join(two.east.volumePath('shop-copy', 'converted'), 'file'),
        'utf8',
      ),
    ).toBe('inside');
    expect(await engine().cleanup(context)).toBe(true);
    expect(two.leftovers()).toEqual([]);
  });

  it('refuses a volume of one pod only while that pod runs', async () => {
    await two.claim('single', { accessModes: ['ReadWriteOncePod'] });
    two.east.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'user', namespace: 'shop' },
      spec: {
        containers: [{ name: 'app', image: 'app:1' }],
        volumes: [
          { name: 'v', persistentVolumeClaim: { claimName: 'single' } },
        ],
      },
    });
    const context = two.context({
      plan: two.plan({ volumes: [{ namespace: 'shop', name: 'single' }] }),
    });
    expect(await engine().step(context)).toMatchObject({
      kind: 'failed',
      error: {
        code: 'VOLUME_IN_USE',
        message: expect.stringContaining('user'),
      },
    });
    expect(two.leftovers()).toEqual([]);
    const preflight = await two.services.preflight.check(context.plan, {
      credentials: {} as never,
    });
    expect(preflight).toMatchObject({
      blocked: true,
      checks: expect.arrayContaining([
        expect.objectContaining({
          id: 'volume.inUse',
          level: 'block',
          field: 'volumes[0].name',
        }),
      ]),
    });
  });

  it('waits for a cluster that does not answer, but not for ever', async () => {
    const context = two.context({ plan: two.plan() });
    two.west.faults.unreachable(true);
    try {
      const waiting = await engine().step(context);
      expect(waiting).toMatchObject({
        kind: 'continue',
        phase: 'waitingForCluster',
        waitingFor: expect.stringContaining('Cluster west'),
        memo: { troubleSince: expect.any(Number) },
      });
      expect(
        await engine().step({
          ...context,
          memo: { troubleSince: Date.now() - 61_000 },
        }),
      ).toMatchObject({
        kind: 'failed',
        retryable: true,
        error: { code: 'CLUSTER_UNREACHABLE' },
      });
    } finally {
      await two.west.faults.clear();
    }
  });
});

async function waitFor(condition: () => unknown): Promise<void> {
  for (let i = 0; ; i++) {
    try {
      condition();
      return;
    } catch (error) {
      if (i === 200) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}
