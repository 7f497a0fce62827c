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
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { until } from '../__testUtils__/settle';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

/** Everything is done by the worker of the plugin; its engines are faked. */
describe('what was kept on failure', () => {
  let harness: Awaited<ReturnType<typeof startPlugin>>;

  const begin = async (
    options: Parameters<typeof startPlugin>[0],
    keepOnFailure: boolean,
  ) => {
    harness = await startPlugin(options);
    const { post, get, finished, clusters } = harness;
    clusters.engines.volume.onStep = async () => ({
      kind: 'failed',
      retryable: false,
      error: { code: 'NO_SPACE', message: 'full', hint: 'enlarge it' },
    });
    const plan = await post('/plans', {
      name: 'kept',
      sourceCluster: 'resource:default/east',
      targetCluster: 'resource:default/west',
      namespaces: [{ source: 'shop', target: 'shop-new' }],
      volumes: [{ namespace: 'shop', name: 'data' }],
      options: { keepOnFailure },
    });
    const { body } = await post('/migrations', {
      planId: plan.body.id,
      type: 'stage',
    });
    await finished(body.id);
    const path = `/migrations/${body.id}`;
    const item = async () => (await get(path)).body.items[0];
    return { item, path: `${path}/items/${body.items[0].id}/remove-kept` };
  };

  afterEach(() => harness.backend.stop());

  it('is removed at once when a person wants it', async () => {
    const { path, item } = await begin({}, true);
    const { post, get, clusters } = harness;
    const kept = await item();
    expect(Date.parse(kept.keptUntil) - Date.parse(kept.finishedAt)).toBe(
      24 * 3_600_000,
    );
    for (const wrong of ['?confirm=cancel', '?confirm=yes']) {
      expect(await post(`${path}${wrong}`)).toMatchObject({ status: 400 });
    }
    expect(await post(path)).toMatchObject({
      body: { error: { code: 'CONFIRMATION_REQUIRED', field: 'confirm' } },
    });
    expect((await item()).keptUntil).toBe(kept.keptUntil);
    expect(clusters.engines.volume.log).toEqual(['step 1']);

    expect(await post(`${path}?confirm=removeKept`)).toMatchObject({
      status: 202,
      body: { id: kept.id, state: 'failed' },
    });
    await until(async () => !(await item()).keptUntil);
    expect(await item()).toMatchObject({
      state: 'failed',
      error: kept.error,
      finishedAt: kept.finishedAt,
    });
    expect(clusters.engines.volume.log).toEqual(['step 1', 'cleanup']);
    expect(await post(`${path}?confirm=removeKept`)).toMatchObject({
      status: 409,
      body: { error: { code: 'NOTHING_KEPT' } },
    });
    const audit = await get('/audit?action=migration.remove-kept');
    expect(audit.body.items).toMatchObject([
      { result: 'refused', errorCode: 'NOTHING_KEPT' },
      { result: 'succeeded', itemId: kept.id },
      { result: 'refused', errorCode: 'CONFIRMATION_REQUIRED' },
    ]);
  });

  it('is nothing where the plan does not say so', async () => {
    const { path, item } = await begin({}, false);
    expect((await item()).keptUntil).toBeUndefined();
    expect(await harness.post(`${path}?confirm=removeKept`)).toMatchObject({
      status: 409,
      body: { error: { code: 'NOTHING_KEPT' } },
    });
    const nobody = path.replace(/items\/[^/]+/, 'items/nobody');
    expect(await harness.post(`${nobody}?confirm=removeKept`)).toMatchObject({
      status: 404,
    });
  });

  it('stays where the policy lets nobody cancel', async () => {
    const { path, item } = await begin(
      {
        policy: {
          'directmigration.migration.cancel': () => ({
            result: AuthorizeResult.DENY,
          }),
        },
      },
      true,
    );
    expect(await harness.post(`${path}?confirm=removeKept`)).toMatchObject({
      status: 403,
    });
    expect((await item()).keptUntil).toBeDefined();
  });
});
