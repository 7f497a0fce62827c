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

import { ResponseError } from '@backstage/errors';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { DirectMigrationService } from '@direct-migration/backstage-plugin-direct-migration-node';
import { parse } from 'yaml';
import { createStartMigrationAction } from './startMigration';
import { examples } from './startMigration.examples';

const started = {
  id: 'm1',
  planId: 'p1',
  planName: 'shop to west',
  type: 'stage',
  state: 'queued',
  items: [],
};

function setUp(input: unknown, extra: object = {}) {
  const migrations = {
    createPlan: jest.fn().mockResolvedValue({ id: 'p1' }),
    deletePlan: jest.fn().mockResolvedValue(undefined),
    previewPlan: jest.fn().mockResolvedValue({ blocked: false, checks: [] }),
    preflightPlan: jest.fn().mockResolvedValue({ blocked: false, checks: [] }),
    startMigration: jest
      .fn()
      .mockImplementation(async ({ planId }) => ({ ...started, planId })),
  } satisfies Partial<DirectMigrationService>;
  const action = createStartMigrationAction({
    migrations:
      migrations as Partial<DirectMigrationService> as DirectMigrationService,
  });
  const context = {
    ...createMockActionContext({ input: input as any, task: { id: 'task1' } }),
    step: { id: 'start' },
    ...extra,
  };
  return {
    migrations,
    action,
    context,
    run: () => action.handler(context as any),
  };
}

const inline = parse(examples[0].example).steps[0].input;

describe('directMigration:migration:start', () => {
  it('makes a plan and starts it with a key of the step', async () => {
    const signal = new AbortController().signal;
    const { migrations, context, run } = setUp(inline, { signal });
    await run();

    const request = {
      credentials: await context.getInitiatorCredentials(),
      signal,
    };
    expect(migrations.createPlan).toHaveBeenCalledWith(inline, {
      ...request,
      idempotencyKey: 'task1:start',
    });
    expect(migrations.startMigration).toHaveBeenCalledWith(
      { planId: 'p1', type: 'stage', idempotencyKey: 'task1:start' },
      request,
    );
    expect(migrations.deletePlan).not.toHaveBeenCalled();
    expect(
      Object.fromEntries((context.output as jest.Mock).mock.calls),
    ).toEqual({
      migrationId: 'm1',
      planId: 'p1',
      url: '/migrations/m1',
      state: 'queued',
    });
  });

  it('has its own key for each iteration', async () => {
    const { migrations, run } = setUp(inline, {
      each: { key: 'a', value: {} },
    });
    await run();
    expect(migrations.startMigration.mock.calls[0][0].idempotencyKey).toBe(
      'task1:start:a',
    );
  });

  it.each(examples)('runs the example: $description', async ({ example }) => {
    const { input } = parse(example).steps[0];
    const { migrations, run } = setUp(input);
    await run();
    expect(migrations.createPlan.mock.calls.map(([plan]) => plan)).toEqual(
      input.planId ? [] : [input],
    );
    expect(migrations.startMigration.mock.calls[0][0].planId).toBe(
      input.planId ?? 'p1',
    );
  });

  it('hands on the options and the confirmation of a cutover or rollback', async () => {
    for (const input of [
      {
        type: 'cutover',
        migrationOptions: { cutover: { warmPass: false } },
        confirm: 'cutover',
      },
      {
        type: 'rollback',
        migrationOptions: { rollback: { deleteTargetVolumes: true } },
        confirm: 'deleteTargetVolumes',
      },
    ]) {
      const { migrations, run } = setUp({ planId: 'p9', ...input });
      await run();
      expect(migrations.startMigration.mock.calls[0][0]).toEqual({
        planId: 'p9',
        type: input.type,
        idempotencyKey: 'task1:start',
        options: input.migrationOptions,
        confirm: input.confirm,
      });
    }
    const { migrations, run } = setUp({ planId: 'p9', type: 'cutover' });
    await run();
    expect(migrations.startMigration.mock.calls[0][0]).not.toHaveProperty(
      'confirm',
    );
  });

  it('deletes its plan again when the migration cannot be started, and says why', async () => {
    const { migrations, run } = setUp(inline);
    const response = new Response(
      JSON.stringify({
        error: {
          name: 'InputError',
          message: 'PVC shop/data does not exist',
          code: 'VOLUME_NOT_FOUND',
          hint: 'Check the name.',
          field: 'volumes[0].name',
        },
        response: { statusCode: 400 },
      }),
      { status: 400, headers: { 'content-type': 'application/json' } },
    );
    migrations.startMigration.mockRejectedValue(
      await ResponseError.fromResponse(response as any),
    );

    await expect(run()).rejects.toThrow(
      'volumes[0].name: PVC shop/data does not exist [VOLUME_NOT_FOUND] Check the name.',
    );
    expect(migrations.deletePlan).toHaveBeenCalledWith('p1', expect.anything());
  });

  it('deletes the surplus plan of a retried task', async () => {
    const { migrations, context, run } = setUp(inline);
    migrations.createPlan.mockResolvedValue({ id: 'p2' });
    migrations.startMigration.mockResolvedValue(started);
    await run();
    expect(migrations.deletePlan).toHaveBeenCalledWith('p2', expect.anything());
    expect(context.output).toHaveBeenCalledWith('planId', 'p1');
  });

  it('never deletes a plan that it was given', async () => {
    const { migrations, run } = setUp({ planId: 'mine' });
    migrations.startMigration.mockRejectedValue(new Error('no'));
    await expect(run()).rejects.toThrow('no');
    expect(migrations.deletePlan).not.toHaveBeenCalled();
  });

  it('only runs the preflight in a dry run and stores nothing', async () => {
    const { migrations, run } = setUp(inline, { isDryRun: true });
    await run();
    expect(migrations.previewPlan).toHaveBeenCalledWith(
      inline,
      expect.anything(),
    );
    migrations.previewPlan.mockResolvedValue({
      blocked: true,
      checks: [
        {
          id: 'x',
          level: 'block',
          subject: 'shop/data',
          message: 'Does not exist.',
          fix: 'Make it.',
        },
        { id: 'y', level: 'info', subject: 'shop', message: 'Is made.' },
      ],
    });
    await expect(run()).rejects.toThrow('shop/data: Does not exist. Make it.');

    const existing = setUp({ planId: 'p9' }, { isDryRun: true });
    await existing.run();
    expect(existing.migrations.preflightPlan).toHaveBeenCalledWith(
      'p9',
      expect.anything(),
    );
    for (const calls of [migrations, existing.migrations]) {
      expect(calls.createPlan).not.toHaveBeenCalled();
      expect(calls.startMigration).not.toHaveBeenCalled();
    }
  });

  it('names the missing field before it calls anybody', async () => {
    const { migrations, run } = setUp({ ...inline, targetCluster: undefined });
    await expect(run()).rejects.toThrow("'targetCluster' is needed");
    expect(migrations.createPlan).not.toHaveBeenCalled();

    const both = setUp({ ...inline, planId: 'p9' });
    await expect(both.run()).rejects.toThrow("'planId' can't be combined");
  });
});
