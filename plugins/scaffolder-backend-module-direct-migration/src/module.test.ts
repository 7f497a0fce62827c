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
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { directMigrationServiceRef } from '@direct-migration/backstage-plugin-direct-migration-node';
import request from 'supertest';
import { parse } from 'yaml';
import { FakeMigrations } from './__testUtils__/FakeMigrations';
import { examples as cancel } from './actions/cancelMigration.examples';
import { examples as image } from './actions/migrateImage.examples';
import { examples as plan } from './actions/createPlan.examples';
import { examples as preflight } from './actions/runPreflight.examples';
import { examples as start } from './actions/startMigration.examples';
import { examples as volume } from './actions/migrateVolume.examples';
import { examples as wait } from './actions/waitForMigration.examples';
import { scaffolderModuleDirectMigration as module } from './module';

jest.setTimeout(60_000);

const stepsOf = (examples: { example: string }[], index = 0) =>
  parse(examples[index].example).steps;

/** What a template is to be made of. */
interface Step {
  id: string;
  action: string;
  input: object;
}

function templateOf(steps: Step[]) {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'move' },
    spec: {
      type: 'migration',
      owner: 'guests',
      parameters: [],
      steps: steps.map(step => ({ name: step.id, ...step })),
    },
  };
}

describe('in a real scaffolder', () => {
  let backend: TestBackend;
  let migrations: FakeMigrations;
  let template: ReturnType<typeof templateOf>;

  beforeEach(async () => {
    migrations = new FakeMigrations();
    template = templateOf([]);
    const user = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'mock' },
      spec: {},
    };
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        module,
        catalogServiceMock.factory({ entities: [template, user] }),
        createServiceFactory({
          service: directMigrationServiceRef,
          deps: {},
          factory: () => migrations.service,
        }),
      ],
    });
  });

  afterEach(async () => {
    await backend.stop();
  });

  const agent = () => request(backend.server);
  const auth = ['Authorization', mockCredentials.user.header()] as const;

  async function runTask(wanted: Step[]) {
    template.spec.steps = templateOf(wanted).spec.steps;
    const created = await agent()
      .post('/api/scaffolder/v2/tasks')
      .set(...auth)
      .send({ templateRef: 'template:default/move', values: {} });
    expect(created.body).toEqual({ id: expect.any(String) });
    return created.body.id as string;
  }

  async function ended(taskId: string) {
    for (;;) {
      const { body } = await agent()
        .get(`/api/scaffolder/v2/tasks/${taskId}`)
        .set(...auth);
      if (['completed', 'failed', 'cancelled'].includes(body.status)) {
        return body;
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  async function dryRun(wanted: Step[]) {
    return agent()
      .post('/api/scaffolder/v2/dry-run')
      .set(...auth)
      .send({
        template: templateOf(wanted),
        values: {},
        directoryContents: [],
      });
  }

  it('knows every action, with its examples', async () => {
    const { body } = await agent()
      .get('/api/scaffolder/v2/actions')
      .set(...auth);
    const ours = body.filter(({ id }: any) =>
      id.startsWith('directMigration:'),
    );
    expect(ours.map(({ id }: any) => id).sort()).toEqual([
      'directMigration:image:migrate',
      'directMigration:migration:cancel',
      'directMigration:migration:start',
      'directMigration:migration:wait',
      'directMigration:plan:create',
      'directMigration:preflight:run',
      'directMigration:volume:migrate',
    ]);
    for (const action of ours) {
      expect(action.examples.length).toBeGreaterThan(0);
      expect(action.schema.input.properties).toBeDefined();
    }
  });

  it('goes from a plan over its preflight to the end of its run', async () => {
    migrations.states = ['succeeded'];
    const [makePlan] = stepsOf(plan);
    const [check] = stepsOf(preflight);
    const [waitFor] = stepsOf(wait);
    const task = await ended(
      await runTask([
        makePlan,
        check,
        {
          id: 'start',
          action: 'directMigration:migration:start',
          input: { planId: '${{ steps.plan.output.planId }}' },
        },
        {
          ...waitFor,
          input: { migrationId: '${{ steps.start.output.migrationId }}' },
        },
      ]),
    );
    expect(task.status).toBe('completed');
    expect(migrations.plans.size).toBe(1);
    expect([...migrations.plans.values()]).toEqual([makePlan.input]);
    expect([...migrations.migrations.values()]).toMatchObject([
      { planId: 'p1', state: 'succeeded' },
    ]);
  });

  it.each([
    ['volume', stepsOf(volume), { volumes: [{ name: 'data' }] }],
    ['image', stepsOf(image), { images: [{ repository: 'shop/web' }] }],
  ])('moves one %s in one step', async (_kind, wanted, expected) => {
    migrations.states = ['succeeded'];
    expect((await ended(await runTask(wanted))).status).toBe('completed');
    expect([...migrations.plans.values()]).toMatchObject([expected]);
    expect([...migrations.migrations.values()]).toMatchObject([
      { state: 'succeeded' },
    ]);
  });

  it('passes options on that it does not know itself', async () => {
    const [step] = stepsOf(start);
    const input = {
      ...step.input,
      volumes: [{ namespace: 'shop', name: 'data', brandNew: true }],
      options: { somethingNew: 'on' },
    };
    await ended(await runTask([{ ...step, input }]));
    expect([...migrations.plans.values()]).toEqual([input]);
  });

  it('fails when the migration does, and says why', async () => {
    migrations.states = ['partiallyFailed'];
    const taskId = await runTask(stepsOf(volume));
    expect((await ended(taskId)).status).toBe('failed');
    const { body } = await agent()
      .get(`/api/scaffolder/v2/tasks/${taskId}/events`)
      .set(...auth);
    expect(JSON.stringify(body)).toContain('ended as partiallyFailed');
  });

  it('cancels the migration with the task', async () => {
    migrations.states = ['running'];
    const taskId = await runTask(stepsOf(image));
    while (!migrations.getMigration.mock.calls.length) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await agent()
      .post(`/api/scaffolder/v2/tasks/${taskId}/cancel`)
      .set(...auth);
    while (!migrations.cancelMigration.mock.calls.length) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(migrations.cancelMigration).toHaveBeenCalledWith(
      'm2',
      expect.objectContaining({ confirm: 'cancel' }),
    );
  });

  it('cancels what it is told to', async () => {
    const { id } = await migrations.startMigration({
      planId: 'p9',
      type: 'stage',
    });
    const [step] = stepsOf(cancel);
    const task = await ended(
      await runTask([
        { ...step, input: { migrationId: id, confirm: 'cancel' } },
      ]),
    );
    expect(task.status).toBe('completed');
    expect(migrations.migrations.get(id)!.state).toBe('canceling');
    expect(migrations.cancelMigration).toHaveBeenCalledWith(
      id,
      expect.objectContaining({ confirm: 'cancel' }),
    );
  });

  it.each([
    ['plan:create', stepsOf(plan)],
    ['migration:start', stepsOf(start)],
    ['volume:migrate', stepsOf(volume)],
    ['image:migrate', stepsOf(image)],
  ])('leaves nothing after a dry run of %s', async (_name, wanted) => {
    const answer = await dryRun(wanted);
    expect(answer.status).toBe(200);
    expect(migrations.previewPlan).toHaveBeenCalledTimes(1);
    expect(migrations.createPlan).not.toHaveBeenCalled();
    expect(migrations.migrations.size).toBe(0);
  });

  it('fails a dry run of what the preflight blocks', async () => {
    migrations.blocked = true;
    const answer = await dryRun(stepsOf(volume));
    expect(answer.text).toContain('shop/data: Does not exist. Make it.');
    expect(migrations.plans.size).toBe(0);
    expect(migrations.startMigration).not.toHaveBeenCalled();
  });
});
