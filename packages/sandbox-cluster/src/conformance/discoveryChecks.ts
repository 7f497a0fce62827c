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

/**
 * Discovery, authentication and access reviews.
 * @internal
 */
export function discoveryChecks(fixture: () => ConformanceFixture): void {
  const get = (path: string) => fixture().api.send('GET', path);

  it('tells its version, health and what it serves', async () => {
    const version = await get('/version');
    expect(version.body).toMatchObject({
      major: '1',
      gitVersion: expect.stringMatching(/^v1\.\d+\.\d+/),
    });
    expect(await get('/healthz')).toEqual({ status: 200, body: 'ok' });
    expect(await get('/readyz')).toEqual({ status: 200, body: 'ok' });
    expect((await get('/api')).body).toMatchObject({
      kind: 'APIVersions',
      versions: ['v1'],
    });
    const groups = (await get('/apis')).body;
    expect(groups.kind).toBe('APIGroupList');
    for (const name of [
      'apps',
      'batch',
      'storage.k8s.io',
      'networking.k8s.io',
      'authorization.k8s.io',
    ]) {
      const group = groups.groups.find((g: any) => g.name === name);
      expect(group.versions).toContainEqual({
        groupVersion: `${name}/v1`,
        version: 'v1',
      });
      expect((await get(`/apis/${name}`)).body).toMatchObject({
        kind: 'APIGroup',
        name,
        preferredVersion: { version: 'v1' },
      });
    }
    const core = (await get('/api/v1')).body;
    expect(core).toMatchObject({
      kind: 'APIResourceList',
      groupVersion: 'v1',
    });
    const resources = new Map<string, any>(
      core.resources.map((r: any) => [r.name, r]),
    );
    expect(resources.get('pods')).toMatchObject({
      kind: 'Pod',
      namespaced: true,
      shortNames: ['po'],
      verbs: expect.arrayContaining([
        'create',
        'delete',
        'deletecollection',
        'get',
        'list',
        'patch',
        'update',
        'watch',
      ]),
    });
    expect(resources.get('pods/log')).toMatchObject({ verbs: ['get'] });
    expect(resources.get('namespaces').namespaced).toBe(false);
    const batch = (await get('/apis/batch/v1')).body;
    expect(batch.resources.map((r: any) => r.name)).toEqual(
      expect.arrayContaining(['jobs', 'jobs/status']),
    );
  });

  it('does not find what it does not serve', async () => {
    const unknown = failure(
      404,
      'NotFound',
      'the server could not find the requested resource',
      {},
    );
    expect(await get('/api/v1/nothings')).toEqual(unknown);
    expect(await get('/apis/apps/v1/nothings')).toEqual(unknown);
    expect(await get('/apis/nothing.example/v1')).toEqual({
      status: 404,
      body: '404 page not found\n',
    });
  });

  it('knows nobody by a wrong token and lets nobody in without one', async () => {
    const { api } = fixture();
    const wrong = await api.send('GET', '/api/v1/pods', undefined, {
      token: 'wrong',
    });
    expect(wrong).toEqual(failure(401, 'Unauthorized', 'Unauthorized'));
  });

  it('reviews access', async () => {
    const { status, body } = await fixture().api.send(
      'POST',
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            verb: 'create',
            resource: 'pods',
            namespace: 'default',
          },
        },
      },
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      spec: { resourceAttributes: { verb: 'create', resource: 'pods' } },
      status: { allowed: true },
    });
    const rules = await fixture().api.send(
      'POST',
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectRulesReview',
        spec: { namespace: 'default' },
      },
    );
    expect(rules.status).toBe(201);
    expect(rules.body.status.resourceRules).toContainEqual({
      verbs: ['*'],
      apiGroups: ['*'],
      resources: ['*'],
    });
  });
}
