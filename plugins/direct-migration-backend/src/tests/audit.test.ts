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
import { mockCredentials } from '@backstage/backend-test-utils';
import { OTHER, planInput, startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const ME = 'user:default/mock';

describe('audit trail', () => {
  let harness: Awaited<ReturnType<typeof startPlugin>> | undefined;

  async function harnessed(...args: Parameters<typeof startPlugin>) {
    harness = await startPlugin(...args);
    return harness;
  }

  afterEach(async () => {
    await harness?.backend.stop();
    harness = undefined;
  });

  it('says who did what, with what result', async () => {
    const { get, post, del, createPlan, finished } = await harnessed();
    const planId = await createPlan();
    const { body: migration } = await post('/migrations', {
      planId,
      type: 'stage',
    });
    await finished(migration.id);
    await post(`/migrations/${migration.id}/cancel?confirm=cancel`);
    await post(`/migrations/none/items/none/retry`, undefined, OTHER);
    await del(`/plans/${planId}?confirm=delete`);

    const { body } = await get('/audit');
    const about = {
      planId,
      planName: planInput.name,
      entityRef: planInput.entityRef,
      sourceCluster: planInput.sourceCluster,
      targetCluster: planInput.targetCluster,
    };
    const run = { migrationId: migration.id, migrationType: 'stage' };
    expect(body.pageInfo).toEqual({});
    expect(body.items).toMatchObject([
      { action: 'plan.delete', result: 'succeeded', actor: ME, ...about },
      {
        action: 'migration.retry-item',
        result: 'refused',
        actor: 'user:default/other',
        errorCode: 'MIGRATION_NOT_FOUND',
        migrationId: 'none',
        itemId: 'none',
      },
      {
        action: 'migration.cancel',
        result: 'refused',
        errorCode: 'ALREADY_FINISHED',
        ...about,
        ...run,
      },
      { action: 'migration.start', result: 'succeeded', ...about, ...run },
      { action: 'plan.create', result: 'succeeded', ...about },
    ]);

    const one = await get(`/audit?action=migration.start&limit=1`);
    expect(one.body.items).toHaveLength(1);
    const stats = await get('/stats');
    expect(stats.body).toMatchObject({
      totals: { total: 1, succeeded: 1, successRate: 1 },
      days: [{ total: 1 }],
      clusterPairs: [{ total: 1, sourceCluster: planInput.sourceCluster }],
    });
  });

  it('is exported as CSV, whole', async () => {
    const { get, createPlan } = await harnessed();
    await createPlan({ name: '=cmd|calc' });
    await createPlan({ name: 'Second, with "quotes"' });
    const answer = await get('/audit?format=csv&limit=1');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain(
      'migration-audit.csv',
    );
    const lines = answer.text.split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^time,actor,action,result,planName/);
    expect(lines[1]).toContain('"Second, with ""quotes"""');
    expect(lines[2]).toContain(",'=cmd|calc,");
  });

  it('is for those who may read it, and nobody may change it', async () => {
    const { get, post, patch, del, createPlan } = await harnessed({
      policy: {
        'directmigration.audit.read': caller => ({
          result: caller === ME ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        }),
      },
    });
    await createPlan();
    expect((await get('/audit')).status).toBe(200);
    for (const path of ['/audit', '/audit?format=csv']) {
      const answer = await get(path, OTHER);
      expect(answer.status).toBe(403);
      expect(answer.body.error).toMatchObject({ code: 'NOT_ALLOWED' });
      expect(answer.text).not.toContain(planInput.name);
      expect((await get(path, mockCredentials.none.header())).status).toBe(401);
    }
    for (const answer of [
      await post('/audit', {}),
      await patch('/audit/1', {}),
      await del('/audit/1'),
      await del('/audit'),
    ]) {
      expect([404, 405]).toContain(answer.status);
    }
    expect((await get('/audit')).body.items).toHaveLength(1);
  });

  it.each([
    ['/audit?cursor=x', 'cursor'],
    ['/audit?result=good', 'result'],
    ['/audit?after=yesterday', 'after'],
    ['/stats?after=2026-01-02T00:00:00Z&before=2026-01-01T00:00:00Z', 'after'],
    ['/stats?after=2020-01-02T00:00:00Z', 'after'],
  ])('refuses %s', async (path, field) => {
    const { get } = await harnessed();
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('counts only what the caller may read', async () => {
    const { get, post, createPlan, finished } = await harnessed({
      policy: {
        'directmigration.migration.read': caller => ({
          result: caller === ME ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        }),
      },
    });
    const { body } = await post('/migrations', {
      planId: await createPlan(),
      type: 'stage',
    });
    await finished(body.id);
    expect((await get('/stats')).body.totals.total).toBe(1);
    expect((await get('/stats', OTHER)).status).toBe(403);
  });
});
