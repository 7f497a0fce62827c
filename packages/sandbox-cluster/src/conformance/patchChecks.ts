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

// The suite is shared by the sandbox and real clusters, so it is not a test file itself.
/* eslint-disable jest/no-export */
import { ConformanceFixture, failure } from './ConformanceFixture';

const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';
const APPLY = 'application/apply-patch+yaml';

/**
 * The four kinds of patches.
 * @internal
 */
export function patchChecks(fixture: () => ConformanceFixture): void {
  const patch = (path: string, contentType: string, body: any) =>
    fixture().api.send('PATCH', path, body, { contentType });

  it('merges', async () => {
    await fixture().createConfigMap('merge', { data: { a: '1', b: '2' } });
    const path = `${fixture().core('configmaps')}/merge`;
    const merged = await patch(path, MERGE, { data: { a: null, c: '3' } });
    expect(merged.body.data).toEqual({ b: '2', c: '3' });
    const stale = await patch(path, MERGE, {
      metadata: { resourceVersion: '1' },
      data: { d: '4' },
    });
    expect(stale.body).toMatchObject({ code: 409, reason: 'Conflict' });
    const missing = await patch(`${path}-not`, MERGE, {});
    expect(missing.body).toMatchObject({ code: 404, reason: 'NotFound' });
  });

  it('applies operations', async () => {
    await fixture().createConfigMap('operations', { data: { a: '1' } });
    const path = `${fixture().core('configmaps')}/operations`;
    const done = await patch(path, JSON_PATCH, [
      { op: 'test', path: '/data/a', value: '1' },
      { op: 'add', path: '/data/b', value: '2' },
      { op: 'remove', path: '/data/a' },
      { op: 'add', path: '/metadata/labels', value: { 'a.b/c': 'd' } },
      { op: 'replace', path: '/metadata/labels/a.b~1c', value: 'e' },
    ]);
    expect(done.body.data).toEqual({ b: '2' });
    expect(done.body.metadata.labels).toEqual({ 'a.b/c': 'e' });
    const failed = await patch(path, JSON_PATCH, [
      { op: 'test', path: '/data/b', value: '3' },
    ]);
    expect(failed.body).toMatchObject({ code: 422, reason: 'Invalid' });
    const missing = await patch(path, JSON_PATCH, [
      { op: 'remove', path: '/data/nothing' },
    ]);
    expect(missing.body).toMatchObject({ code: 422, reason: 'Invalid' });
  });

  it('merges lists by their keys', async () => {
    const path = fixture().grouped('apps/v1', 'deployments');
    await fixture().create(path, {
      metadata: { name: 'lists' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'lists' } },
        template: {
          metadata: { labels: { app: 'lists' } },
          spec: {
            containers: [
              { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }] },
              { name: 'b', image: 'b:1' },
            ],
          },
        },
      },
    });
    const { body } = await patch(`${path}/lists`, STRATEGIC, {
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'a', image: 'a:2', env: [{ name: 'Y', value: '2' }] },
              { name: 'b', $patch: 'delete' },
            ],
          },
        },
      },
    });
    const { containers } = body.spec.template.spec;
    expect(containers).toHaveLength(1);
    expect(containers[0]).toMatchObject({ name: 'a', image: 'a:2' });
    expect(
      containers[0].env.map((e: any) => `${e.name}=${e.value}`).sort(),
    ).toEqual(['X=1', 'Y=2']);
  });

  it('applies configurations of several owners', async () => {
    const path = `${fixture().core('configmaps')}/applied`;
    const config = (data: object, metadata: object = {}) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'applied', ...metadata },
      data,
    });
    const made = await patch(
      `${path}?fieldManager=one`,
      APPLY,
      config({ a: '1', b: '1' }, { labels: { owner: 'one' } }),
    );
    expect(made.status).toBe(201);
    expect(made.body.metadata.managedFields).toEqual([
      {
        manager: 'one',
        operation: 'Apply',
        apiVersion: 'v1',
        time: expect.any(String),
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:data': expect.objectContaining({ 'f:a': {}, 'f:b': {} }),
          'f:metadata': {
            'f:labels': expect.objectContaining({ 'f:owner': {} }),
          },
        },
      },
    ]);
    const less = await patch(
      `${path}?fieldManager=one`,
      APPLY,
      config({ a: '1' }),
    );
    expect(less.status).toBe(200);
    expect(less.body.data).toEqual({ a: '1' });
    expect(less.body.metadata.labels).toBeUndefined();

    const other = `${path}?fieldManager=two`;
    expect(await patch(other, APPLY, config({ a: '2' }))).toEqual(
      failure(
        409,
        'Conflict',
        'Apply failed with 1 conflict: conflict with "one": .data.a',
        {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "one"',
              field: '.data.a',
            },
          ],
        },
      ),
    );
    const forced = await patch(
      `${other}&force=true`,
      APPLY,
      config({ a: '2' }),
    );
    expect(forced.body.data).toEqual({ a: '2' });
    const nobody = await patch(path, APPLY, config({}));
    expect(nobody.status).toBe(422);
    expect(nobody.body.message).toMatch(
      /^PatchOptions\.meta\.k8s\.io "" is invalid: fieldManager: Required value: is required for apply patch/,
    );
  });
}
