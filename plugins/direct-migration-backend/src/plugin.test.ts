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
import { DIRECT_MIGRATION_SIGNAL_CHANNEL } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  createDirectMigrationMigrationConditionalDecision,
  createDirectMigrationPlanConditionalDecision,
  directMigrationMigrationConditions,
  directMigrationPlanConditions,
} from '@direct-migration/backstage-plugin-direct-migration-node';
import {
  directMigrationMigrationCancelPermission,
  directMigrationMigrationReadPermission,
  directMigrationPermissions,
  directMigrationPlanReadPermission,
  type Item,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { aborted } from './__testUtils__/FakeEngine';
import { until } from './__testUtils__/settle';
import { OTHER, planInput, startPlugin } from './__testUtils__/startPlugin';
import { MigrationError } from './errors/MigrationError';

jest.setTimeout(60_000);

type Harness = Awaited<ReturnType<typeof startPlugin>>;

describe('directMigrationPlugin', () => {
  let harness: Harness | undefined;

  async function harnessed(...args: Parameters<typeof startPlugin>) {
    harness = await startPlugin(...args);
    return harness;
  }

  afterEach(async () => {
    await harness?.backend.stop();
    harness = undefined;
  });

  it('runs a migration from the plan to its end', async () => {
    const { get, post, signals, auditor, auditEvent, clusters, ...h } =
      await harnessed();

    const plan = await post('/plans', planInput);
    expect(plan.status).toBe(201);
    expect(plan.body).toEqual({
      ...planInput,
      id: expect.any(String),
      volumes: [{ namespace: 'shop', name: 'data', existing: 'refuse' }],
      options: {
        maxAttempts: 1,
        keepOnFailure: false,
        podStartTimeoutSeconds: 300,
        quiesceTimeoutSeconds: 600,
        itemTimeoutSeconds: 86400,
      },
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      createdBy: 'user:default/mock',
    });

    const started = await post('/migrations', {
      planId: plan.body.id,
      type: 'stage',
    });
    expect(started.status).toBe(202);
    expect(started.body).toMatchObject({
      planId: plan.body.id,
      planName: 'Shop to west',
      entityRef: 'component:default/shop',
      type: 'stage',
      initiatedBy: 'user:default/mock',
      preflight: { blocked: false },
      items: [
        {
          kind: 'volume',
          name: 'shop/data → shop-new/data',
          source: { namespace: 'shop', name: 'data' },
          target: { namespace: 'shop-new', name: 'data' },
        },
        {
          kind: 'image',
          source: { repository: 'shop/web', tags: ['1.0'] },
          target: { repository: 'shop-new/web' },
        },
      ],
    });

    const done = await h.finished(started.body.id);
    expect(done).toMatchObject({
      state: 'succeeded',
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
      itemCounts: { total: 2, succeeded: 2, failed: 0 },
      progress: { bytesDone: 20, bytesTotal: 20, filesDone: 2, filesTotal: 2 },
    });
    expect(done.items.map(item => [item.state, item.attempts])).toEqual([
      ['succeeded', 1],
      ['succeeded', 1],
    ]);
    expect(clusters.engines.volume.log).toEqual(['step 1', 'cleanup']);

    const list = await get('/migrations?entityRef=component:default/shop');
    expect(list.body).toMatchObject({
      items: [{ id: done.id, state: 'succeeded', items: [] }],
      pageInfo: {},
    });

    const listed = async (query: string) =>
      (await get(`/migrations?${query}`)).body.items.length;
    expect(await listed('entityRefs=component:default/SHOP')).toBe(1);
    expect(
      await listed(
        'entityRefs=component:default/blog&entityRefs=component:default/shop&order=asc',
      ),
    ).toBe(1);
    expect(await listed('entityRefs=component:default/blog')).toBe(0);
    expect(await listed('type=cutover')).toBe(0);

    const events: string[] = [];
    let cursor = '';
    do {
      const page = await get(`/migrations/${done.id}/events?limit=3${cursor}`);
      expect(page.status).toBe(200);
      expect(page.body.items.length).toBeLessThanOrEqual(3);
      events.push(...page.body.items.map((event: any) => event.type));
      cursor = page.body.pageInfo.nextCursor
        ? `&cursor=${page.body.pageInfo.nextCursor}`
        : '';
    } while (cursor);
    expect(events[0]).toBe('migration.created');
    expect(events[events.length - 1]).toBe('migration.finished');
    expect(events.filter(type => type === 'item.succeeded')).toHaveLength(2);

    expect(signals.publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: DIRECT_MIGRATION_SIGNAL_CHANNEL,
      message: { kind: 'migration', migrationId: done.id },
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'migration-mutate',
        severityLevel: 'medium',
        meta: {
          actionType: 'start',
          planId: plan.body.id,
          migrationType: 'stage',
        },
      }),
    );
    expect(auditEvent.success).toHaveBeenCalledWith({
      meta: { initiatedBy: 'user:default/mock', migrationId: done.id },
    });
  });

  it('refuses bad input with the field named', async () => {
    const { get, post, clusters } = await harnessed();
    const refused = async (
      input: object,
      expected: { field: string; code?: string },
    ) => {
      const { body, status } = await post('/plans', { ...planInput, ...input });
      expect({ status, error: body.error }).toEqual({
        status: 400,
        error: expect.objectContaining({
          name: 'InputError',
          code: 'INVALID_INPUT',
          message: expect.any(String),
          ...expected,
        }),
      });
    };

    // By the contract
    await refused({ name: undefined }, { field: 'name' });
    await refused(
      { volumes: [{ namespace: 'shop' }] },
      { field: 'volumes[0].name' },
    );
    await refused(
      { volumes: [{ namespace: 'shop', name: 7 }] },
      { field: 'volumes[0].name' },
    );
    await refused(
      { images: [{ repository: 'shop/web', tag: 'x' }] },
      { field: 'images[0].tag' },
    );
    await refused(
      { options: { maxAttempts: 0 } },
      { field: 'options.maxAttempts' },
    );
    await refused({ secret: 'x' }, { field: 'secret' });
    await refused(
      {
        volumes: Array.from({ length: 1001 }, (_, i) => ({
          namespace: 'shop',
          name: `v${i}`,
        })),
      },
      { field: 'volumes' },
    );
    expect((await get('/plans?entityref=x')).body.error).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'entityref',
    });
    for (const [query, field] of [
      ['orderBy=size', 'orderBy'],
      ['orderBy=bytes&order=up', 'order'],
      ['orderBy=bytes&cursor=x', 'cursor'],
    ]) {
      const answer = await get(`/migrations?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.body.error).toMatchObject({ code: 'INVALID_INPUT', field });
    }
    expect((await get('/plans?limit=0')).body.error).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'limit',
    });
    expect((await get('/plans?cursor=%7Bx')).body.error).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'cursor',
    });
    expect((await get('/migrations?state=done')).body.error).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'state',
    });
    expect(
      (await get('/migrations?createdAfter=yesterday')).body.error,
    ).toMatchObject({ field: 'createdAfter' });
    const broken = await post('/plans')
      .set('Content-Type', 'application/json')
      .send('{');
    expect(broken.body.error).toMatchObject({ code: 'INVALID_INPUT' });
    expect(broken.status).toBe(400);

    for (const nul of [
      await get('/migrations/a%00b'),
      await post('/plans', { ...planInput, name: 'a\0b' }),
    ]) {
      expect(nul.status).toBe(400);
      expect(nul.body.error).toMatchObject({ code: 'INVALID_INPUT' });
    }

    // By what a plan is
    await refused(
      { sourceCluster: 'resource:default/north' },
      { field: 'sourceCluster', code: 'CLUSTER_UNKNOWN' },
    );
    await refused(
      { targetCluster: 'component:default/west' },
      { field: 'targetCluster' },
    );
    await refused(
      { entityRef: 'component:default/gone' },
      { field: 'entityRef', code: 'ENTITY_UNKNOWN' },
    );
    await refused(
      {
        targetCluster: 'resource:default/east',
        namespaces: [{ source: 'shop', target: 'shop' }],
      },
      { field: 'volumes[0].targetName', code: 'SAME_SOURCE_AND_TARGET' },
    );
    await refused(
      { namespaces: [{ source: 'Shop', target: 'x' }] },
      { field: 'namespaces[0].source' },
    );
    await refused(
      {
        namespaces: [
          { source: 'shop', target: 'a' },
          { source: 'shop', target: 'b' },
        ],
      },
      { field: 'namespaces[1].source' },
    );
    await refused(
      { volumes: [{ namespace: 'other', name: 'data' }] },
      { field: 'volumes[0].namespace', code: 'NAMESPACE_NOT_MAPPED' },
    );
    await refused(
      {
        volumes: [
          { namespace: 'shop', name: 'a' },
          { namespace: 'shop', name: 'b', targetName: 'a' },
        ],
      },
      { field: 'volumes[1]', code: 'DUPLICATE_TARGET' },
    );
    await refused(
      { volumes: [{ namespace: 'shop', name: 'a', capacity: '10 GB' }] },
      { field: 'volumes[0].capacity' },
    );
    await refused(
      { volumes: [{ namespace: 'shop', name: '-a' }] },
      { field: 'volumes[0].name' },
    );
    await refused(
      { images: [{ repository: 'shop/Web' }] },
      { field: 'images[0].repository' },
    );
    await refused(
      { images: [{ repository: 'blog/web' }] },
      { field: 'images[0].repository', code: 'NAMESPACE_NOT_MAPPED' },
    );
    await refused(
      { images: [{ repository: 'shop/web', tags: ['ok', '-no'] }] },
      { field: 'images[0].tags[1]' },
    );
    await refused(
      { volumes: [], images: [] },
      { field: 'volumes', code: 'PLAN_EMPTY' },
    );

    expect((await get('/plans')).body.items).toEqual([]);

    // A cluster that is down is the preflight's business.
    clusters.connectError = new MigrationError({
      code: 'CLUSTER_CREDENTIALS_MISSING',
      message: 'none',
    });
    expect((await post('/plans', planInput)).status).toBe(201);
  });

  it('lists, changes and deletes plans', async () => {
    const { get, patch, post, del, createPlan, clusters, finished } =
      await harnessed();
    const ids = [];
    for (const name of ['one', 'two', 'three']) {
      ids.push(await createPlan({ name }));
    }
    const first = await get('/plans?limit=2');
    expect(first.body.items.map((plan: any) => plan.id).length).toBe(2);
    const second = await get(
      `/plans?limit=2&cursor=${first.body.pageInfo.nextCursor}`,
    );
    expect(second.body.pageInfo).toEqual({});
    expect(
      [...first.body.items, ...second.body.items]
        .map((plan: any) => plan.id)
        .sort(),
    ).toEqual([...ids].sort());

    const changed = await patch(`/plans/${ids[0]}`, {
      name: 'uno',
      volumes: [],
    });
    expect(changed.body).toMatchObject({
      name: 'uno',
      volumes: [],
      images: planInput.images,
      createdBy: 'user:default/mock',
    });
    expect(
      (await patch(`/plans/${ids[0]}`, { images: [] })).body.error,
    ).toMatchObject({ code: 'PLAN_EMPTY' });
    expect((await get(`/plans/${ids[0]}`)).body).toEqual(changed.body);

    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    clusters.engines.image.onStep = async () => {
      await held;
      return { kind: 'succeeded' };
    };
    const { body: migration } = await post('/migrations', {
      planId: ids[0],
      type: 'stage',
    });
    for (const refused of [
      await patch(`/plans/${ids[0]}`, { name: 'x' }),
      await del(`/plans/${ids[0]}?confirm=delete`),
      await post('/migrations', { planId: ids[0], type: 'stage' }),
    ]) {
      expect(refused.status).toBe(409);
      expect(refused.body.error).toMatchObject({
        code: 'PLAN_BUSY',
        hint: expect.any(String),
      });
    }
    release();
    await finished(migration.id);

    expect((await del(`/plans/${ids[0]}?confirm=delete`)).status).toBe(204);
    const gone = await get(`/plans/${ids[0]}`);
    expect(gone.status).toBe(404);
    expect(gone.body.error).toMatchObject({ code: 'PLAN_NOT_FOUND' });
    expect((await del(`/plans/${ids[0]}?confirm=delete`)).status).toBe(404);
    expect((await get(`/migrations/${migration.id}`)).body).toMatchObject({
      state: 'succeeded',
      planName: 'uno',
    });
  });

  it('starts nothing that the preflight blocks', async () => {
    const { get, post, createPlan, clusters } = await harnessed();
    const planId = await createPlan();

    clusters.checks = [
      {
        id: 'volume.notFound',
        level: 'block',
        subject: 'shop/data',
        field: 'volumes[0].name',
        message: 'There is no such claim',
        fix: 'Choose one',
      },
      {
        id: 'image.large',
        level: 'warn',
        subject: 'shop/web',
        message: 'Large',
      },
    ];
    const single = await post('/migrations', { planId, type: 'stage' });
    expect(single.status).toBe(400);
    expect(single.body.error).toEqual({
      name: 'InputError',
      code: 'VOLUME_NOT_FOUND',
      field: 'volumes[0].name',
      message: 'shop/data: There is no such claim',
      hint: 'Choose one',
    });

    clusters.checks.push({
      id: 'cluster.unreachable',
      level: 'block',
      subject: 'west',
      message: 'Does not answer',
    });
    const several = await post('/migrations', { planId, type: 'stage' });
    expect(several.status).toBe(409);
    expect(several.body.error).toMatchObject({
      code: 'PREFLIGHT_BLOCKED',
      message: expect.stringMatching(
        /2 reasons: shop\/data: There is no such claim · west: Does not answer/,
      ),
      hint: 'Choose one',
    });
    expect((await post(`/plans/${planId}/preflight`)).body).toEqual({
      blocked: true,
      checks: clusters.checks,
    });

    const dry = await post('/migrations', {
      planId,
      type: 'stage',
      dryRun: true,
    });
    expect(dry.status).toBe(202);
    expect(dry.body).toMatchObject({
      id: '',
      preflight: { blocked: true },
      items: [{ kind: 'volume' }, { kind: 'image' }],
    });

    for (const [type, options, steps] of [
      ['cutover', {}, ['warm', 'warm', 'quiesce', 'final']],
      [
        'cutover',
        { cutover: { warmPass: false } },
        ['warm', 'quiesce', 'final'],
      ],
      ['rollback', {}, ['restore']],
      [
        'rollback',
        { rollback: { deleteTargetVolumes: true } },
        ['restore', 'deleteTarget'],
      ],
    ] as const) {
      const preview = await post('/migrations', {
        planId,
        type,
        options,
        dryRun: true,
      });
      expect(preview.body.items.map(({ step }: Item) => step)).toEqual(steps);
    }
    const misplaced = await post('/migrations', {
      planId,
      type: 'stage',
      options: { rollback: { deleteTargetVolumes: true } },
    });
    expect(misplaced.status).toBe(400);
    expect(misplaced.body.error).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'options.rollback',
      hint: expect.any(String),
    });
    expect(
      (await post('/migrations', { planId: 'nope', type: 'stage' })).status,
    ).toBe(404);
    expect((await get('/migrations')).body.items).toEqual([]);
  });

  it('answers the same key with the same migration', async () => {
    const { get, post, createPlan, finished } = await harnessed();
    const planId = await createPlan();
    const body = { planId, type: 'stage', idempotencyKey: 'task:step' };
    const both = await Promise.all([
      post('/migrations', body),
      post('/migrations', body),
    ]);
    expect(both.map(({ status }) => status)).toEqual([202, 202]);
    expect(both[0].body.id).toBe(both[1].body.id);
    await finished(both[0].body.id);
    expect((await post('/migrations', body)).body.id).toBe(both[0].body.id);

    const reused = await post('/migrations', {
      ...body,
      planId: await createPlan(),
    });
    expect(reused.status).toBe(409);
    expect(reused.body.error).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      field: 'idempotencyKey',
    });

    const other = await post('/migrations', body, OTHER);
    expect(other.status).toBe(202);
    expect(other.body.id).not.toBe(both[0].body.id);
    expect(other.body.initiatedBy).toBe('user:default/other');
    await finished(other.body.id);
    expect(
      (await get('/migrations?initiator=user:default/other')).body.items,
    ).toHaveLength(1);
  });

  it('cancels and retries migrations and items', async () => {
    const { post, createPlan, finished, clusters } = await harnessed();
    const { volume, image } = clusters.engines;
    volume.onStep = async ({ signal }) => {
      await aborted(signal);
      throw signal.reason;
    };
    image.onStep = async () => ({
      kind: 'failed',
      retryable: false,
      error: { code: 'AUTH_FAILED', message: 'No', hint: 'Sign in' },
    });

    const { body: started } = await post('/migrations', {
      planId: await createPlan(),
      type: 'stage',
    });
    const [volumeItem, imageItem] = started.items;
    const path = `/migrations/${started.id}`;
    await until(() => volume.calls.length > 0);
    const canceling = await post(
      `${path}/items/${volumeItem.id}/cancel?confirm=cancel`,
    );
    expect(canceling.status).toBe(202);
    expect(['canceling', 'canceled']).toContain(canceling.body.state);

    const failed = await finished(started.id);
    expect(failed).toMatchObject({
      state: 'failed',
      items: [
        { state: 'canceled' },
        {
          state: 'failed',
          error: {
            code: 'AUTH_FAILED',
            message: 'No',
            hint: 'Sign in',
            attempts: 1,
          },
        },
      ],
    });
    expect(volume.log).toEqual(['step 1', 'cleanup']);
    for (const refused of [
      await post(`${path}/cancel?confirm=cancel`),
      await post(`${path}/items/${imageItem.id}/cancel?confirm=cancel`),
    ]) {
      expect(refused.status).toBe(409);
      expect(refused.body.error).toMatchObject({ code: 'ALREADY_FINISHED' });
    }
    expect((await post(`${path}/items/nope/retry`)).body.error).toMatchObject({
      code: 'ITEM_NOT_FOUND',
    });

    image.onStep = async () => ({ kind: 'succeeded' });
    expect((await post(`${path}/items/${imageItem.id}/retry`)).status).toBe(
      202,
    );
    const half = await finished(started.id);
    expect(half).toMatchObject({
      state: 'partiallyFailed',
      items: [{ state: 'canceled' }, { state: 'succeeded', attempts: 2 }],
    });
    expect(half.items[1].error).toBeUndefined();
    expect(
      (await post(`${path}/items/${imageItem.id}/retry`)).body.error,
    ).toMatchObject({ code: 'ITEM_NOT_RETRYABLE' });

    expect((await post(`${path}/retry`)).status).toBe(202);
    await until(() => volume.log.includes('step 2'));
    expect((await post(`${path}/cancel?confirm=cancel`)).status).toBe(202);
    expect(await finished(started.id)).toMatchObject({ state: 'canceled' });

    volume.onStep = async () => ({ kind: 'succeeded' });
    await post(`${path}/retry`);
    expect(await finished(started.id)).toMatchObject({
      state: 'succeeded',
      items: [{ attempts: 3 }, { attempts: 2 }],
    });
    expect((await post(`${path}/retry`)).body.error).toMatchObject({
      code: 'NOTHING_TO_RETRY',
    });
  });

  it('shows and lets do what the policy allows', async () => {
    const own = (caller: string) => ({ initiators: [caller] });
    const { get, post, createPlan, finished, auditEvent } = await harnessed({
      policy: {
        'directmigration.cluster.read': caller => ({
          result:
            caller === 'user:default/other'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
        'directmigration.plan.read': caller =>
          createDirectMigrationPlanConditionalDecision(
            directMigrationPlanReadPermission,
            {
              anyOf: [
                directMigrationPlanConditions.isInitiator(own(caller)),
                {
                  not: directMigrationPlanConditions.sourceClusterIn({
                    clusters: ['resource:default/east'],
                  }),
                },
              ],
            },
          ),
        'directmigration.migration.read': caller =>
          createDirectMigrationMigrationConditionalDecision(
            directMigrationMigrationReadPermission,
            {
              anyOf: [
                directMigrationMigrationConditions.isInitiator(own(caller)),
                directMigrationMigrationConditions.targetClusterIn({
                  clusters: ['resource:default/west'],
                }),
              ],
            },
          ),
        'directmigration.migration.cancel': caller =>
          createDirectMigrationMigrationConditionalDecision(
            directMigrationMigrationCancelPermission,
            directMigrationMigrationConditions.isInitiator(own(caller)),
          ),
      },
    });
    const planId = await createPlan();
    const { body: migration } = await post('/migrations', {
      planId,
      type: 'stage',
    });
    await finished(migration.id);

    expect((await get('/plans')).body.items).toHaveLength(1);
    expect((await get('/plans', OTHER)).body.items).toEqual([]);
    const hidden = await get(`/plans/${planId}`, OTHER);
    expect(hidden.status).toBe(404);
    expect(hidden.body.error).toMatchObject({ code: 'PLAN_NOT_FOUND' });
    expect(
      (await post('/migrations', { planId, type: 'stage' }, OTHER)).status,
    ).toBe(404);

    expect((await get('/migrations', OTHER)).body.items).toHaveLength(1);
    expect((await get(`/migrations/${migration.id}`, OTHER)).status).toBe(200);
    const forbidden = await post(
      `/migrations/${migration.id}/cancel?confirm=cancel`,
      undefined,
      OTHER,
    );
    expect(forbidden.status).toBe(403);
    expect(forbidden.body.error).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('directmigration.migration.cancel'),
    });
    expect(auditEvent.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ code: 'NOT_ALLOWED' }),
    });

    expect((await get('/clusters', OTHER)).status).toBe(403);
    expect((await get('/plans', mockCredentials.none.header())).status).toBe(
      401,
    );

    const metadata = await get('/.well-known/backstage/permissions/metadata');
    expect(metadata.body.permissions.map((p: any) => p.name).sort()).toEqual(
      directMigrationPermissions.map(({ name }) => name).sort(),
    );
    expect(
      metadata.body.rules
        .map((rule: any) => `${rule.resourceType} ${rule.name}`)
        .sort(),
    ).toEqual(
      ['migration', 'plan'].flatMap(kind =>
        [
          'IS_ENTITY_OWNER',
          'IS_INITIATOR',
          'NAMESPACE_IN',
          'SOURCE_CLUSTER_IN',
          'TARGET_CLUSTER_IN',
        ].map(rule => `direct-migration-${kind} ${rule}`),
      ),
    );
  });

  it('hands its items back before the database is closed', async () => {
    const { backend, post, createPlan, clusters, logger } = await harnessed();
    const { volume } = clusters.engines;
    volume.onStep = async ({ signal }) => {
      await aborted(signal);
      throw signal.reason;
    };
    const planId = await createPlan();
    await post('/migrations', { planId, type: 'stage' });
    await until(() => volume.calls.length > 0);
    await backend.stop();
    harness = undefined;
    expect(volume.log).toEqual(['step 1']);
    expect(logger.warn).not.toHaveBeenCalled();
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('serves other plugins on behalf of their users', async () => {
    const { service, finished } = await harnessed();
    const credentials = mockCredentials.user('user:default/other');
    const plan = await service.createPlan(planInput, { credentials });
    expect(plan.createdBy).toBe('user:default/other');
    const input = { planId: plan.id, type: 'stage' as const };
    const { id } = await service.startMigration(input, { credentials });
    await finished(id);
    expect(await service.getMigration(id, { credentials })).toMatchObject({
      state: 'succeeded',
      initiatedBy: 'user:default/other',
    });
    const mine = { initiator: 'user:default/other', limit: 1 };
    expect(await service.listMigrations(mine, { credentials })).toMatchObject({
      items: [{ id }],
      pageInfo: {},
    });
    await expect(
      service.cancelMigration(id, { credentials, confirm: 'cancel' }),
    ).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 409,
      body: { error: { code: 'ALREADY_FINISHED', hint: expect.any(String) } },
    });

    const ours = { credentials: mockCredentials.service('plugin:scaffolder') };
    const own = await service.createPlan({ ...planInput, name: 'x' }, ours);
    expect(own.createdBy).toMatch(/^plugin:/);
    await service.deletePlan(own.id, { ...ours, confirm: 'delete' });
    await expect(service.getPlan(own.id, ours)).rejects.toMatchObject({
      body: { error: { code: 'PLAN_NOT_FOUND' } },
    });
  });

  it('shows what lies in the clusters', async () => {
    const { get } = await harnessed();
    expect((await get('/clusters')).body.items).toHaveLength(2);
    const east = '/clusters/default/east/namespaces';
    expect((await get(east)).body).toEqual({ items: [{ name: 'shop' }] });
    expect((await get(`${east}/shop/volumes`)).body.items).toMatchObject([
      { name: 'data' },
    ]);
    expect((await get(`${east}/shop/images`)).body.items).toMatchObject([
      { repository: 'shop/web' },
    ]);
    const unknown = await get('/clusters/default/north/namespaces');
    expect(unknown.status).toBe(404);
    expect(unknown.body.error).toMatchObject({ code: 'CLUSTER_UNKNOWN' });
    expect((await get('/openapi.json')).body.info.title).toBe(
      'direct-migration',
    );
  });
});
