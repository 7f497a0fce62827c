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
import { mockServices } from '@backstage/backend-test-utils';
import {
  isFinished,
  type Migration,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import { aborted, FakeEngine } from '../__testUtils__/FakeEngine';
import { advanceUntil } from '../__testUtils__/settle';
import {
  createTestDatabases,
  makePlan,
  openStores,
} from '../__testUtils__/testDatabases';
import type { Stores } from '../database/createStores';
import type { ItemContext, StepResult } from '../engines/types';
import { migrationItems } from '../service/migrationItems';
import { MigrationWorker } from './MigrationWorker';

jest.setTimeout(240_000);

const databases = createTestDatabases();
const by = 'user:default/ada';
const copied: StepResult = {
  kind: 'succeeded',
  progress: { bytesDone: 1, bytesTotal: 1, filesDone: 1, filesTotal: 1 },
};
const failed: StepResult = {
  kind: 'failed',
  retryable: false,
  error: { code: 'NO_SPACE', message: 'Full', hint: 'Enlarge' },
};

/** An engine that keeps a diary of what happens in which step. */
class Diary {
  readonly engine = new FakeEngine();
  readonly lines: string[] = [];
  /** By step; what is not here succeeds. */
  readonly on: Partial<
    Record<ItemContext['step'], (context: ItemContext) => Promise<StepResult>>
  > = {};

  constructor() {
    this.engine.onStep = async context => {
      this.lines.push(`${context.step} begins`);
      const result =
        (await this.on[context.step]?.(context)) ??
        (context.kind === 'workload' ? { kind: 'succeeded' } : copied);
      this.lines.push(`${context.step} ${result.kind}`);
      return result;
    };
    this.engine.onCleanup = async context => {
      this.lines.push(`${context.step} cleaned up`);
      return true;
    };
  }

  indexOf(line: string): number {
    const index = this.lines.indexOf(line);
    if (index < 0) {
      throw new Error(`${line} is not in ${this.lines}`);
    }
    return index;
  }
}

describe.each(databases.eachSupportedId())('a cutover on %s', databaseId => {
  let clock: FakeClock;
  let diary: Diary;
  let knex: Knex;
  let stores: Stores;
  let workers: MigrationWorker[];

  beforeEach(async () => {
    clock = new FakeClock();
    diary = new Diary();
    knex = await databases.init(databaseId);
    stores = await openStores(knex, () => clock.now());
    workers = [];
  });

  afterEach(async () => {
    await Promise.all(workers.map(worker => worker.stop()));
  });

  async function begin(volumes = 2): Promise<string> {
    const plan = makePlan({ volumes });
    await stores.plans.create(plan);
    const { id } = await stores.migrations.create({
      plan,
      type: 'cutover',
      initiatedBy: by,
      preflight: { blocked: false, checks: [] },
      items: migrationItems(plan, 'cutover'),
      maxAttempts: 2,
    });
    return id;
  }

  function startWorker(engine = diary.engine): MigrationWorker {
    const worker = new MigrationWorker({
      clock,
      config: {
        concurrency: 4,
        leaseDurationMs: 30_000,
        pollIntervalMs: 1_000,
        keepFailedForMs: 3_600_000,
        limits: { perCluster: 100, perNode: 100 },
      },
      engines: { volume: engine, image: engine, workload: engine },
      logger: mockServices.logger.mock(),
      logs: stores.logs,
      onChange: () => {},
      queue: stores.queue,
      random: () => 1,
    });
    workers.push(worker);
    worker.start();
    return worker;
  }

  const get = async (id: string): Promise<Migration> =>
    (await stores.migrations.get(id))!;
  const finished = (id: string) =>
    advanceUntil(clock, async () => {
      const migration = await get(id);
      return isFinished(migration.state) && migration;
    });
  const reached = (line: string) =>
    advanceUntil(clock, () => diary.lines.includes(line));
  const stepsOf = ({ steps }: Migration) =>
    Object.fromEntries(steps!.map(({ id, state }) => [id, state]));

  it('takes one step after the other, each after the clean-up of the one before', async () => {
    const id = await begin();
    startWorker();
    const done = await finished(id);
    expect(done).toMatchObject({
      state: 'succeeded',
      steps: [
        { id: 'warm', state: 'succeeded' },
        { id: 'quiesce', state: 'succeeded' },
        { id: 'final', state: 'succeeded' },
      ],
      progress: { bytesDone: 4, bytesTotal: 4 },
    });
    expect(diary.lines.filter(line => line === 'final begins')).toHaveLength(2);
    const last = (line: string) => diary.lines.lastIndexOf(line);
    expect(diary.indexOf('quiesce begins')).toBeGreaterThan(
      last('warm cleaned up'),
    );
    expect(diary.indexOf('final begins')).toBeGreaterThan(
      last('quiesce cleaned up'),
    );
  });

  it('never begins the final copy while the application may run, with two replicas', async () => {
    let still = false;
    const tooEarly: string[] = [];
    diary.on.quiesce = async () => {
      for (let looks = 0; looks < 20; looks++) {
        await new Promise(resolve => setTimeout(resolve, 5));
      }
      still = true;
      return copied;
    };
    diary.on.final = async ({ itemId }) => {
      if (!still) {
        tooEarly.push(itemId);
      }
      return copied;
    };
    const id = await begin(4);
    startWorker();
    startWorker();
    expect(await finished(id)).toMatchObject({ state: 'succeeded' });
    expect(tooEarly).toEqual([]);
    expect(diary.engine.maxAtOnce).toBe(1);
  });

  it('gives no item of a later step to whoever asks, whatever the earlier ones are but succeeded', async () => {
    const id = await begin(1);
    const steps = async () => {
      const found = [];
      for (;;) {
        const claim = await stores.queue.claim({
          leaseUntil: new Date(clock.now().getTime() + 60_000),
        });
        if (!claim) {
          return found;
        }
        found.push(claim.item.step);
      }
    };
    const set = (step: string, state: string) =>
      knex('items').where({ migration_id: id, step }).update({ state });
    expect(await steps()).toEqual(['warm']);
    for (const state of [
      'running',
      'canceling',
      'failed',
      'partiallyFailed',
      'canceled',
    ]) {
      await set('warm', state);
      expect(await steps()).toEqual([]);
    }
    await set('warm', 'succeeded');
    expect(await steps()).toEqual(['quiesce']);
    for (const state of ['running', 'partiallyFailed', 'failed']) {
      await set('quiesce', state);
      expect(await steps()).toEqual([]);
    }
    await set('quiesce', 'succeeded');
    expect(await steps()).toEqual(['final']);
  });

  it('stops nothing when the copy before fails', async () => {
    diary.on.warm = async () => failed;
    const id = await begin();
    startWorker();
    const done = await finished(id);
    expect(stepsOf(done)).toEqual({
      warm: 'failed',
      quiesce: 'skipped',
      final: 'skipped',
    });
    expect(done.state).toBe('failed');
    expect(
      done.items.find(({ step }) => step === 'final')!.error,
    ).toMatchObject({
      code: 'STEP_NOT_REACHED',
      message: expect.stringContaining('Copy while'),
    });
    expect(diary.lines).not.toContain('quiesce begins');
  });

  it('starts the application again when the final copy of one volume fails, and does not wait for the others', async () => {
    diary.on.final = async ({ spec, signal }) => {
      if ((spec as { name: string }).name === 'v0') {
        return failed;
      }
      await aborted(signal);
      throw new Error('Aborted');
    };
    const id = await begin(3);
    startWorker();
    const done = await finished(id);
    expect(stepsOf(done)).toEqual({
      warm: 'succeeded',
      quiesce: 'succeeded',
      final: 'failed',
      restore: 'succeeded',
    });
    expect(done).toMatchObject({ state: 'failed' });
    expect(diary.indexOf('restore begins')).toBeGreaterThan(
      diary.lines.lastIndexOf('final cleaned up'),
    );
  });

  it('starts the application again when stopping it fails', async () => {
    diary.on.quiesce = async () => failed;
    const id = await begin();
    startWorker();
    expect(stepsOf(await finished(id))).toEqual({
      warm: 'succeeded',
      quiesce: 'failed',
      final: 'skipped',
      restore: 'succeeded',
    });
  });

  it.each(['quiesce', 'final'] as const)(
    'starts the application again when it is canceled in the step %s',
    async step => {
      diary.on[step] = async ({ signal }) => {
        await aborted(signal);
        throw new Error('Aborted');
      };
      const id = await begin();
      startWorker();
      await reached(`${step} begins`);
      await stores.migrations.cancel({ migrationId: id, by });
      const done = await finished(id);
      expect(done.state).toBe('canceled');
      expect(stepsOf(done)).toMatchObject({ restore: 'succeeded' });
    },
  );

  it('starts nothing when it is canceled before anything was stopped', async () => {
    diary.on.warm = async ({ signal }) => {
      await aborted(signal);
      throw new Error('Aborted');
    };
    const id = await begin();
    startWorker();
    await reached('warm begins');
    await stores.migrations.cancel({ migrationId: id, by });
    const done = await finished(id);
    expect(stepsOf(done)).toEqual({
      warm: 'canceled',
      quiesce: 'skipped',
      final: 'skipped',
    });
    expect(done.state).toBe('canceled');
  });

  it('does not let what starts the application again be canceled', async () => {
    let go = () => {};
    const gate = new Promise<void>(resolve => {
      go = resolve;
    });
    diary.on.final = async () => failed;
    diary.on.restore = async () => {
      await gate;
      return copied;
    };
    const id = await begin();
    startWorker();
    await reached('restore begins');
    expect(await stores.migrations.cancel({ migrationId: id, by })).toBe(0);
    await expect(
      stores.migrations.retry({ migrationId: id, by }),
    ).rejects.toMatchObject({ code: 'CUTOVER_NOT_ENDED' });
    go();
    expect(stepsOf(await finished(id))).toMatchObject({ restore: 'succeeded' });
  });

  it('is failed, not canceled, when the application could not be started again', async () => {
    diary.on.final = async ({ signal }) => {
      await aborted(signal);
      throw new Error('Aborted');
    };
    diary.on.restore = async () => failed;
    const id = await begin();
    startWorker();
    await reached('final begins');
    await stores.migrations.cancel({ migrationId: id, by });
    expect((await finished(id)).state).toBe('failed');
  });

  it('stops the application again when it is retried, and copies every volume finally again', async () => {
    diary.on.final = async ({ spec }) =>
      (spec as { name: string }).name === 'v0' ? failed : copied;
    const id = await begin();
    startWorker();
    await finished(id);
    delete diary.on.final;
    diary.lines.length = 0;
    expect(await stores.migrations.retry({ migrationId: id, by })).toBe(3);
    const done = await finished(id);
    expect(stepsOf(done)).toEqual({
      warm: 'succeeded',
      quiesce: 'succeeded',
      final: 'succeeded',
    });
    expect(done.state).toBe('succeeded');
    expect(diary.lines).not.toContain('warm begins');
    expect(diary.indexOf('final begins')).toBeGreaterThan(
      diary.indexOf('quiesce succeeded'),
    );
    expect(await stores.migrations.retry({ migrationId: id, by })).toBe(0);
  });

  it('carries on in another replica, killed in any step', async () => {
    for (const step of ['warm', 'quiesce', 'final', 'restore'] as const) {
      diary = new Diary();
      // A worker that is killed does nothing any more, and nobody hears of it.
      const dead = new Diary();
      dead.on.final = async () => failed;
      dead.on[step] = () => new Promise<never>(() => {});
      diary.on.final =
        dead.on.final === dead.on[step]
          ? async () => copied
          : async () => failed;
      const id = await begin(1);
      const first = new MigrationWorker({
        clock,
        config: {
          concurrency: 4,
          leaseDurationMs: 30_000,
          pollIntervalMs: 1_000,
          keepFailedForMs: 3_600_000,
          limits: { perCluster: 100, perNode: 100 },
        },
        engines: {
          volume: dead.engine,
          image: dead.engine,
          workload: dead.engine,
        },
        logger: mockServices.logger.mock(),
        logs: stores.logs,
        onChange: () => {},
        queue: {
          ...bound(stores.queue),
          heartbeat: () => new Promise<never>(() => {}),
          release: async () => {},
        },
        random: () => 1,
      });
      first.start();
      await advanceUntil(
        clock,
        () => dead.lines.includes(`${step} begins`),
        50,
      );
      let hasStopped = false;
      void first.stop().then(() => {
        hasStopped = true;
      });
      const second = startWorker();
      const done = await finished(id);
      expect(done.steps!.map(({ state }) => state)).not.toContain('running');
      expect(diary.lines).toContain(`${step} begins`);
      await second.stop();
      // Time has to pass for it: what is waited for here must not be its end itself.
      await advanceUntil(clock, () => hasStopped);
    }
  });
});

function bound(queue: Stores['queue']): Stores['queue'] {
  return {
    claim: options => queue.claim(options),
    siblings: of => queue.siblings(of),
    heartbeat: (lease, options) => queue.heartbeat(lease, options),
    save: (lease, patch, events) => queue.save(lease, patch, events),
    release: (lease, options) => queue.release(lease, options),
  };
}
