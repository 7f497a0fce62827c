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
 * Selectors, pages and watches.
 * @internal
 */
export function listChecks(fixture: () => ConformanceFixture): void {
  it('selects by labels and fields', async () => {
    const path = fixture().core('configmaps');
    await fixture().createConfigMap('s1', {
      metadata: { labels: { tier: 'web', env: 'a' } },
    });
    await fixture().createConfigMap('s2', {
      metadata: { labels: { tier: 'web', env: 'b' } },
    });
    await fixture().createConfigMap('s3', {
      metadata: { labels: { tier: 'db' } },
    });
    const names = async (query: string) => {
      const { body } = await fixture().api.send('GET', `${path}?${query}`);
      return body.items.map((i: any) => i.metadata.name);
    };
    const byLabel = (text: string) =>
      names(`labelSelector=${encodeURIComponent(text)}`);
    expect(await byLabel('tier=web')).toEqual(['s1', 's2']);
    expect(await byLabel('tier==web,env!=a')).toEqual(['s2']);
    expect(await byLabel('tier in (web,db),!env')).toEqual(['s3']);
    expect(await byLabel('tier,env notin (a)')).toEqual(['s2', 's3']);
    expect(await names('fieldSelector=metadata.name=s2')).toEqual(['s2']);
    expect(
      await names('fieldSelector=metadata.name!=s2&labelSelector=tier=web'),
    ).toEqual(['s1']);
    const bad = await fixture().api.send(
      'GET',
      `${path}?labelSelector=${encodeURIComponent('a b')}`,
    );
    expect(bad.body).toMatchObject({ code: 400, reason: 'BadRequest' });
    expect(
      await fixture().api.send('GET', `${path}?fieldSelector=data=x`),
    ).toEqual(
      failure(
        400,
        'BadRequest',
        '"data" is not a known field selector: only "metadata.name", "metadata.namespace"',
      ),
    );
    expect(
      await fixture().api.send(
        'GET',
        `${fixture().core('pods')}?fieldSelector=data=x`,
      ),
    ).toEqual(failure(400, 'BadRequest', 'field label not supported: data'));
  });

  it('lists in pages that show one state', async () => {
    const path = fixture().core('secrets');
    for (const name of ['p1', 'p2', 'p3']) {
      await fixture().create(path, {
        metadata: { name, labels: { page: 'yes' } },
      });
    }
    const query = 'labelSelector=page&limit=2';
    const first = (await fixture().api.send('GET', `${path}?${query}`)).body;
    expect(first.items.map((i: any) => i.metadata.name)).toEqual(['p1', 'p2']);
    await fixture().api.send('DELETE', `${path}/p3`);
    const next = encodeURIComponent(first.metadata.continue);
    const second = (
      await fixture().api.send('GET', `${path}?${query}&continue=${next}`)
    ).body;
    expect(second.items.map((i: any) => i.metadata.name)).toEqual(['p3']);
    expect(second.metadata.continue).toBeUndefined();
    expect(second.metadata.resourceVersion).toBe(
      first.metadata.resourceVersion,
    );
    const bad = await fixture().api.send('GET', `${path}?continue=nonsense`);
    expect(bad.body).toMatchObject({ code: 400, reason: 'BadRequest' });
  });

  it('watches from a version, through a selector', async () => {
    const { api } = fixture();
    const path = fixture().core('configmaps');
    const { body } = await api.send('GET', path);
    const labels = { watched: 'yes' };
    const made = await fixture().createConfigMap('seen', {
      metadata: { labels },
    });
    const stream = await api.stream(
      `${path}?watch=true&resourceVersion=${body.metadata.resourceVersion}&labelSelector=watched&timeoutSeconds=30`,
    );
    const next = async () => JSON.parse((await stream.next()) ?? 'null');
    expect(await next()).toEqual({ type: 'ADDED', object: made });
    const patch = (change: object) =>
      api.send('PATCH', `${path}/seen`, change, {
        contentType: 'application/merge-patch+json',
      });
    const changed = await patch({ data: { a: '1' } });
    expect(await next()).toEqual({ type: 'MODIFIED', object: changed.body });
    const hidden = await patch({ metadata: { labels: { watched: null } } });
    const lost = await next();
    expect(lost.type).toBe('DELETED');
    expect(lost.object.metadata.labels).toEqual(labels);
    expect(lost.object.metadata.resourceVersion).toBe(
      hidden.body.metadata.resourceVersion,
    );
    await patch({ metadata: { labels } });
    expect((await next()).type).toBe('ADDED');
    await api.send('DELETE', `${path}/seen`);
    expect((await next()).type).toBe('DELETED');
    stream.close();
  });

  it('begins a watch without a version with what is there', async () => {
    const path = fixture().core('configmaps');
    await fixture().createConfigMap('there');
    const stream = await fixture().api.stream(
      `${path}?watch=1&fieldSelector=metadata.name=there&timeoutSeconds=1`,
    );
    const event = JSON.parse((await stream.next()) ?? 'null');
    expect(event).toMatchObject({
      type: 'ADDED',
      object: { kind: 'ConfigMap', metadata: { name: 'there' } },
    });
    expect(await stream.next()).toBeUndefined();
  });

  it('says Gone for versions that are too old', async () => {
    const { status, body } = await fixture().api.send(
      'GET',
      '/api/v1/configmaps?limit=1&resourceVersion=1&resourceVersionMatch=Exact',
    );
    // A cluster that started some minutes ago still has its first version.
    if (status === 200) {
      // eslint-disable-next-line jest/no-conditional-expect
      expect(body.metadata.resourceVersion).toBe('1');
      return;
    }
    expect({ status, body }).toEqual(
      failure(
        410,
        'Expired',
        'The resourceVersion for the provided list is too old.',
      ),
    );
  });
}
