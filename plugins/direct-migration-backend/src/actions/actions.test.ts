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
import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { openapiDocument } from '@direct-migration/backstage-plugin-direct-migration-common';
import { planInput, startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const { entityRef, ...rest } = planInput;
const plan = {
  name: rest.name,
  sourceCluster: rest.sourceCluster,
  targetCluster: rest.targetCluster,
  namespaces: rest.namespaces,
  volumes: rest.volumes,
  options: { maxAttempts: 1 },
};

describe('actions of the registry', () => {
  let harness: Awaited<ReturnType<typeof startPlugin>> | undefined;

  async function harnessed(...args: Parameters<typeof startPlugin>) {
    harness = await startPlugin(...args);
    return harness;
  }

  afterEach(async () => {
    await harness?.backend.stop();
    harness = undefined;
  });

  const invoke = async (name: string, input: object, user?: string) => {
    const { output } = await harness!.actions.invoke({
      id: `test:${name}`,
      input: input as any,
      credentials: mockCredentials.user(user),
    });
    return output as any;
  };

  it('say of themselves whether they change something', async () => {
    const { actions } = await harnessed();
    const { actions: listed } = await actions.list();
    expect(
      Object.fromEntries(
        listed.map(({ name, attributes }) => [
          name,
          [attributes.readOnly, attributes.destructive],
        ]),
      ),
    ).toEqual({
      'list-migrations': [true, false],
      'get-migration': [true, false],
      'plan-migration': [true, false],
      'start-migration': [false, true],
      'cancel-migration': [false, true],
    });
  });

  it('plan, start, show and list a migration', async () => {
    const { finished, get, notifications } = await harnessed();
    expect(await invoke('plan-migration', plan)).toEqual({
      blocked: false,
      checks: expect.any(Array),
    });
    expect((await get('/plans')).body.items).toEqual([]);

    const request = { plan, idempotencyKey: 'k1', confirm: true };
    const started = await invoke('start-migration', request);
    expect(started).toMatchObject({ planName: plan.name, type: 'stage' });
    await finished(started.id);
    expect((await invoke('start-migration', request)).id).toBe(started.id);

    const shown = await invoke('get-migration', { migrationId: started.id });
    expect(shown).toMatchObject({
      state: 'succeeded',
      itemsLeftOut: 0,
      items: [{ kind: 'volume', state: 'succeeded' }],
    });
    const listed = await invoke('list-migrations', { limit: '5' });
    expect(listed).toMatchObject({
      unfinished: 0,
      migrations: [{ id: started.id, url: `/migrations/${started.id}` }],
    });
    expect(
      (await get('/audit?action=migration.start')).body.items,
    ).toHaveLength(2);
    expect(notifications.send).toHaveBeenCalledTimes(1);
  });

  it('list by what REST lists by', async () => {
    const { actions, finished } = await harnessed();
    const { actions: listed } = await actions.list();
    const action = listed.find(({ name }) => name === 'list-migrations')!;
    const taken = action.schema.input.properties as Record<string, any>;
    const { paths, components } = openapiDocument as any;
    const parameters: { name: string; schema: { enum?: string[] } }[] = paths[
      '/migrations'
    ].get.parameters.map(
      (parameter: any) =>
        components.parameters[parameter.$ref?.split('/').pop()] ?? parameter,
    );
    expect(Object.keys(taken).sort()).toEqual(
      parameters.map(({ name }) => name).sort(),
    );
    for (const name of ['orderBy', 'order']) {
      expect(taken[name].enum).toEqual(
        parameters.find(parameter => parameter.name === name)!.schema.enum,
      );
    }

    const begun: string[] = [];
    for (const [idempotencyKey, name] of [
      ['k1', 'B first'],
      ['k2', 'A second'],
    ]) {
      const { id } = await invoke('start-migration', {
        plan: { ...plan, name },
        idempotencyKey,
        confirm: true,
      });
      await finished(id);
      begun.push(name);
    }
    const names = async (input: object) =>
      (await invoke('list-migrations', input)).migrations.map(
        ({ planName }: { planName: string }) => planName,
      );
    expect(await names({})).toEqual([...begun].reverse());
    expect(await names({ order: 'asc' })).toEqual(begun);
    expect(await names({ orderBy: 'planName', order: 'asc' })).toEqual([
      'A second',
      'B first',
    ]);
    expect(await names({ type: 'cutover' })).toEqual([]);
    expect(await names({ createdAfter: '2100-01-01T00:00:00Z' })).toEqual([]);
    await expect(names({ createdBefore: 'yesterday' })).rejects.toThrow(
      'createdBefore',
    );
    const { nextCursor } = await invoke('list-migrations', { limit: 1 });
    expect(await names({ limit: 1, cursor: nextCursor })).toEqual([begun[0]]);
    await expect(
      names({ orderBy: 'bytes', cursor: nextCursor }),
    ).rejects.toMatchObject({ field: 'cursor' });
  });

  it('change nothing unless it is confirmed', async () => {
    const { get } = await harnessed();
    await expect(
      invoke('start-migration', { plan, idempotencyKey: 'k1' }),
    ).rejects.toMatchObject({
      code: 'CONFIRMATION_REQUIRED',
      field: 'confirm',
    });
    await expect(
      invoke('start-migration', {
        plan,
        planId: 'p',
        idempotencyKey: 'k1',
        confirm: true,
      }),
    ).rejects.toThrow('Either planId or plan');
    await expect(
      invoke('cancel-migration', { migrationId: 'm' }),
    ).rejects.toThrow();
    expect((await get('/plans')).body.items).toEqual([]);
    expect((await get('/migrations')).body.items).toEqual([]);
  });

  it('leave no plan behind when the start is refused', async () => {
    const { clusters, get } = await harnessed();
    clusters.checks = [
      { id: 'x', level: 'block', subject: 's', message: 'Not possible' },
    ];
    await expect(
      invoke('start-migration', { plan, idempotencyKey: 'k', confirm: true }),
    ).rejects.toThrow('Not possible');
    expect((await get('/plans')).body.items).toEqual([]);
  });

  it('let nobody see or do what REST would not', async () => {
    const { createPlan, post, finished } = await harnessed({
      policy: {
        'directmigration.migration.read': caller => ({
          result:
            caller === 'user:default/mock'
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        }),
        'directmigration.plan.create': caller => ({
          result:
            caller === 'user:default/mock'
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        }),
      },
    });
    const { body } = await post('/migrations', {
      planId: await createPlan(),
      type: 'stage',
    });
    await finished(body.id);
    const other = 'user:default/other';
    for (const [name, input] of [
      ['list-migrations', {}],
      ['get-migration', { migrationId: body.id }],
      ['cancel-migration', { migrationId: body.id, confirm: true }],
      ['plan-migration', plan],
      ['start-migration', { plan, idempotencyKey: 'k', confirm: true }],
    ] as const) {
      await expect(invoke(name, input, other)).rejects.toThrow(
        /You need the permission|There is no migration/,
      );
    }
  });
});
