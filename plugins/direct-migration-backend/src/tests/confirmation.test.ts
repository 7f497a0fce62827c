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

import { aborted } from '../__testUtils__/FakeEngine';
import { until } from '../__testUtils__/settle';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const refused = {
  status: 400,
  body: {
    error: {
      code: 'CONFIRMATION_REQUIRED',
      field: 'confirm',
      hint: expect.any(String),
    },
  },
};
const invalid = {
  status: 400,
  body: { error: { code: 'INVALID_INPUT', field: 'confirm' } },
};

/** Everybody may everything here. */
describe('what cannot be undone', () => {
  let harness: Awaited<ReturnType<typeof startPlugin>>;

  beforeEach(async () => {
    harness = await startPlugin();
  });
  afterEach(() => harness.backend.stop());

  it.each([
    ['cutover', {}, 'cutover', ['rollback', 'deleteTargetVolumes']],
    ['rollback', {}, 'rollback', ['cutover']],
    [
      'rollback',
      { rollback: { deleteTargetVolumes: true } },
      'deleteTargetVolumes',
      ['rollback'],
    ],
  ])(
    'is not begun unless it is confirmed by name: %s %j',
    async (type, options, confirm, others) => {
      const { post, get, createPlan } = harness;
      const input = { planId: await createPlan(), type, options };
      expect(
        (await post('/migrations', { ...input, dryRun: true })).status,
      ).toBe(202);
      for (const wrong of [undefined, ...others]) {
        expect(
          await post('/migrations', { ...input, confirm: wrong }),
        ).toMatchObject(refused);
      }
      for (const nonsense of ['yes', true, '']) {
        expect(
          await post('/migrations', { ...input, confirm: nonsense }),
        ).toMatchObject(invalid);
      }
      expect((await get('/migrations')).body.items).toEqual([]);
      const started = await post('/migrations', { ...input, confirm });
      expect(started.status).toBe(202);
      await harness.finished(started.body.id);
    },
  );

  it('needs no confirmation to be copied', async () => {
    const planId = await harness.createPlan();
    const started = await harness.post('/migrations', {
      planId,
      type: 'stage',
    });
    expect(started.status).toBe(202);
    await harness.finished(started.body.id);
    expect(
      await harness.post(`/migrations/${started.body.id}/retry`),
    ).toMatchObject({ status: 409 });
  });

  it('is neither canceled nor deleted by a call alone', async () => {
    const { post, get, del, createPlan, clusters, finished } = harness;
    for (const engine of Object.values(clusters.engines)) {
      engine.onStep = async ({ signal }) => {
        await aborted(signal);
        return { kind: 'continue', phase: 'aborted', afterMs: 0 };
      };
    }
    const planId = await createPlan();
    const { body } = await post('/migrations', { planId, type: 'stage' });
    const path = `/migrations/${body.id}`;
    const item = `${path}/items/${body.items[0].id}`;
    await until(async () => (await get(path)).body.itemCounts.running === 2);
    for (const what of [path, item]) {
      expect(await post(`${what}/cancel`)).toMatchObject(refused);
      for (const wrong of ['yes', 'true', 'delete', '']) {
        expect(await post(`${what}/cancel?confirm=${wrong}`)).toMatchObject(
          invalid,
        );
      }
    }
    expect((await get(path)).body).toMatchObject({
      state: 'running',
      itemCounts: { running: 2 },
    });
    expect((await post(`${item}/cancel?confirm=cancel`)).status).toBe(202);
    expect((await post(`${path}/cancel?confirm=cancel`)).status).toBe(202);
    await finished(body.id);

    expect(await del(`/plans/${planId}`)).toMatchObject(refused);
    expect(await del(`/plans/${planId}?confirm=cancel`)).toMatchObject(invalid);
    expect((await get(`/plans/${planId}`)).status).toBe(200);
    expect((await del(`/plans/${planId}?confirm=delete`)).status).toBe(204);
    const { items } = (await get('/audit?result=refused')).body;
    expect(
      items.filter(
        ({ errorCode }: any) => errorCode === 'CONFIRMATION_REQUIRED',
      ),
    ).toHaveLength(3);
  });

  it('is confirmed anew for a retry', async () => {
    const { post, createPlan, clusters, finished } = harness;
    clusters.engines.workload.onStep = async () => ({
      kind: 'failed',
      error: { code: 'UNREACHABLE', message: 'no' },
      retryable: false,
    });
    const { body } = await post('/migrations', {
      planId: await createPlan(),
      type: 'cutover',
      confirm: 'cutover',
    });
    expect((await finished(body.id)).state).toBe('failed');
    const path = `/migrations/${body.id}/retry`;
    expect(await post(path)).toMatchObject(refused);
    expect(await post(`${path}?confirm=rollback`)).toMatchObject(refused);
    expect(await post(`${path}?confirm=cutover`)).toMatchObject({
      status: 202,
    });
  });

  it('is said by actions too', async () => {
    const { actions } = harness;
    for (const [name, input] of [
      ['start-migration', { planId: 'none', idempotencyKey: 'k' }],
      [
        'start-migration',
        { planId: 'none', idempotencyKey: 'k', confirm: false },
      ],
    ] as const) {
      await expect(
        actions.invoke({ id: `test:${name}`, input: input as any }),
      ).rejects.toMatchObject({
        code: 'CONFIRMATION_REQUIRED',
        field: 'confirm',
      });
    }
    const planId = await harness.createPlan();
    const { body } = await harness.post('/migrations', {
      planId,
      type: 'stage',
    });
    await expect(
      actions.invoke({
        id: 'test:cancel-migration',
        input: { migrationId: body.id },
      }),
    ).rejects.toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
    await harness.finished(body.id);
  });
});
