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
 * Creating, reading, changing and deleting objects.
 * @internal
 */
export function crudChecks(fixture: () => ConformanceFixture): void {
  it('creates, reads, changes and deletes', async () => {
    const { api, core, namespace } = bind(fixture());
    const path = core('configmaps');
    const made = await fixture().createConfigMap('crud', { data: { a: '1' } });
    expect(made).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: {
        name: 'crud',
        namespace,
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        resourceVersion: expect.stringMatching(/^\d+$/),
        creationTimestamp: expect.stringMatching(/^[\d-]+T[\d:]+Z$/),
      },
      data: { a: '1' },
    });
    expect((await api.send('GET', `${path}/crud`)).body).toEqual(made);

    const same = await api.send('PUT', `${path}/crud`, made);
    expect(same.body.metadata.resourceVersion).toBe(
      made.metadata.resourceVersion,
    );
    const changed = await api.send('PUT', `${path}/crud`, {
      ...made,
      data: { a: '2' },
    });
    expect(changed.status).toBe(200);
    expect(Number(changed.body.metadata.resourceVersion)).toBeGreaterThan(
      Number(made.metadata.resourceVersion),
    );
    expect(
      await api.send('PUT', `${path}/crud`, { ...made, data: {} }),
    ).toEqual(
      failure(
        409,
        'Conflict',
        'Operation cannot be fulfilled on configmaps "crud": the object has been modified; please apply your changes to the latest version and try again',
        { name: 'crud', kind: 'configmaps' },
      ),
    );
    expect(await api.send('DELETE', `${path}/crud`)).toEqual({
      status: 200,
      body: {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        details: { name: 'crud', kind: 'configmaps', uid: made.metadata.uid },
      },
    });
    expect(await api.send('GET', `${path}/crud`)).toEqual(
      failure(404, 'NotFound', 'configmaps "crud" not found', {
        name: 'crud',
        kind: 'configmaps',
      }),
    );
  });

  it('names objects, keeps unique names and lists without kinds', async () => {
    const { api, core } = bind(fixture());
    const path = core('configmaps');
    const generated = await fixture().create(path, {
      metadata: { generateName: 'made-', labels: { list: 'names' } },
    });
    expect(generated.metadata.name).toMatch(/^made-[a-z0-9]{5}$/);
    await fixture().createConfigMap('twice', {
      metadata: { labels: { list: 'names' } },
    });
    expect(
      await api.send('POST', path, { metadata: { name: 'twice' } }),
    ).toEqual(
      failure(409, 'AlreadyExists', 'configmaps "twice" already exists', {
        name: 'twice',
        kind: 'configmaps',
      }),
    );
    const list = await api.send('GET', `${path}?labelSelector=list=names`);
    expect(list.body).toMatchObject({
      kind: 'ConfigMapList',
      apiVersion: 'v1',
      metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
    });
    expect(list.body.items).toHaveLength(2);
    expect(list.body.items[0].kind).toBeUndefined();

    const dry = await api.send('POST', `${path}?dryRun=All`, {
      metadata: { name: 'dry' },
    });
    expect(dry.status).toBe(201);
    expect((await api.send('GET', `${path}/dry`)).status).toBe(404);

    const gone = await api.send('DELETE', `${path}?labelSelector=list=names`);
    expect(gone.status).toBe(200);
    const left = await api.send('GET', `${path}?labelSelector=list=names`);
    expect(left.body.items).toEqual([]);
  });

  it('refuses what does not fit the address', async () => {
    const { api, core } = bind(fixture());
    const path = core('configmaps');
    expect(
      await api.send('POST', path, { metadata: { name: 'x', namespace: 'y' } }),
    ).toEqual(
      failure(
        400,
        'BadRequest',
        'the namespace of the provided object does not match the namespace sent on the request',
      ),
    );
    await fixture().createConfigMap('here');
    expect(
      await api.send('PUT', `${path}/here`, { metadata: { name: 'there' } }),
    ).toEqual(
      failure(
        400,
        'BadRequest',
        'the name of the object (there) does not match the name on the URL (here)',
      ),
    );
    expect(
      await api.send('POST', '/api/v1/namespaces/nowhere/configmaps', {
        metadata: { name: 'x' },
      }),
    ).toEqual(
      failure(404, 'NotFound', 'namespaces "nowhere" not found', {
        name: 'nowhere',
        kind: 'namespaces',
      }),
    );
    expect((await api.send('POST', path, '{')).body).toMatchObject({
      reason: 'BadRequest',
      code: 400,
    });
    expect(
      (await api.send('POST', path, { apiVersion: 'v1', kind: 'Secret' })).body,
    ).toMatchObject({ reason: 'BadRequest', code: 400 });
    expect(await api.send('PUT', path, {})).toEqual(
      failure(
        405,
        'MethodNotAllowed',
        'the server does not allow this method on the requested resource',
        {},
      ),
    );
    expect(await api.send('PATCH', `${path}/here`, {})).toEqual(
      failure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {}),
    );
  });

  it('honours preconditions', async () => {
    const { api, core } = bind(fixture());
    const { metadata } = await fixture().createConfigMap('guarded');
    const refused = await api.send('DELETE', `${core('configmaps')}/guarded`, {
      preconditions: { uid: 'other' },
    });
    expect(refused).toEqual(
      failure(
        409,
        'Conflict',
        `Operation cannot be fulfilled on ConfigMap "guarded": the UID in the precondition (other) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
        { name: 'guarded', kind: 'ConfigMap' },
      ),
    );
  });

  it('keeps secrets as bytes and counts generations', async () => {
    const { core, grouped, api } = bind(fixture());
    const secret = await fixture().create(core('secrets'), {
      metadata: { name: 'text' },
      stringData: { a: 'b' },
    });
    expect(secret.type).toBe('Opaque');
    expect(secret.data).toEqual({ a: 'Yg==' });
    expect(secret.stringData).toBeUndefined();

    const path = grouped('apps/v1', 'deployments');
    const made = await fixture().create(path, {
      metadata: { name: 'counted' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'counted' } },
        template: {
          metadata: { labels: { app: 'counted' } },
          spec: { containers: [{ name: 'main', image: 'nothing/runs:1' }] },
        },
      },
      status: { replicas: 7 },
    });
    expect(made.metadata.generation).toBe(1);
    expect(made.status.replicas).toBeUndefined();
    const scale = await api.send(
      'PATCH',
      `${path}/counted/scale`,
      { spec: { replicas: 0 } },
      { contentType: 'application/merge-patch+json' },
    );
    expect(scale.body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      status: { selector: 'app=counted' },
    });
    const changed = await api.send(
      'PATCH',
      `${path}/counted`,
      { spec: { minReadySeconds: 1 } },
      { contentType: 'application/merge-patch+json' },
    );
    expect(changed.body.metadata.generation).toBe(2);
  });
}

function bind(fixture: ConformanceFixture) {
  return {
    api: fixture.api,
    namespace: fixture.namespace,
    core: (plural: string) => fixture.core(plural),
    grouped: (group: string, plural: string) => fixture.grouped(group, plural),
  };
}
