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
import { ConformanceFixture } from './ConformanceFixture';

/**
 * Finalizers, owners and namespaces that go.
 * @internal
 */
export function deletionChecks(fixture: () => ConformanceFixture): void {
  const path = (name: string) => `${fixture().core('configmaps')}/${name}`;
  const own = async (owner: string, dependent: string, blocks = false) => {
    const { metadata } = await fixture().createConfigMap(owner);
    await fixture().createConfigMap(dependent, {
      metadata: {
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: owner,
            uid: metadata.uid,
            blockOwnerDeletion: blocks,
          },
        ],
      },
    });
  };

  it('holds what has finalizers', async () => {
    await fixture().createConfigMap('held', {
      metadata: { finalizers: ['example.org/hold'] },
    });
    const marked = await fixture().api.send('DELETE', path('held'));
    expect(marked.status).toBe(200);
    expect(marked.body).toMatchObject({
      kind: 'ConfigMap',
      metadata: {
        deletionTimestamp: expect.any(String),
        deletionGracePeriodSeconds: 0,
        finalizers: ['example.org/hold'],
      },
    });
    await release('held');
    const after = await fixture().api.send('GET', path('held'));
    expect(after.status).toBe(404);
  });

  async function release(name: string): Promise<void> {
    await fixture().api.send(
      'PATCH',
      path(name),
      { metadata: { finalizers: null } },
      { contentType: 'application/merge-patch+json' },
    );
  }

  it('collects in the background', async () => {
    await own('owner-b', 'dependent-b');
    await fixture().api.send(
      'DELETE',
      `${path('owner-b')}?propagationPolicy=Background`,
    );
    await fixture().waitForGone(path('owner-b'));
    await fixture().waitForGone(path('dependent-b'));
    const { status } = await fixture().api.send('GET', path('owner-b'));
    expect(status).toBe(404);
  });

  it('collects before the owner goes', async () => {
    await own('owner-f', 'dependent-f', true);
    await fixture().api.send(
      'PATCH',
      path('dependent-f'),
      { metadata: { finalizers: ['example.org/hold'] } },
      { contentType: 'application/merge-patch+json' },
    );
    const marked = await fixture().api.send('DELETE', path('owner-f'), {
      propagationPolicy: 'Foreground',
    });
    expect(marked.body.metadata.finalizers).toEqual(['foregroundDeletion']);
    await fixture().waitFor(path('dependent-f'), b =>
      Boolean(b.metadata.deletionTimestamp),
    );
    const owner = await fixture().api.send('GET', path('owner-f'));
    expect(owner.status).toBe(200);
    await release('dependent-f');
    await fixture().waitForGone(path('dependent-f'));
    await fixture().waitForGone(path('owner-f'));
  });

  it('leaves orphans', async () => {
    await own('owner-o', 'dependent-o');
    await fixture().api.send('DELETE', path('owner-o'), {
      propagationPolicy: 'Orphan',
    });
    await fixture().waitForGone(path('owner-o'));
    const orphan = await fixture().waitFor(
      path('dependent-o'),
      b => !b.metadata.ownerReferences,
    );
    expect(orphan.metadata.deletionTimestamp).toBeUndefined();
  });

  it('empties a namespace before it goes', async () => {
    const name = `${fixture().namespace}-going`;
    const namespaces = '/api/v1/namespaces';
    const made = await fixture().create(namespaces, { metadata: { name } });
    expect(made).toMatchObject({
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
    const maps = `${namespaces}/${name}/configmaps`;
    await fixture().create(maps, { metadata: { name: 'plain' } });
    await fixture().create(maps, {
      metadata: { name: 'held', finalizers: ['example.org/hold'] },
    });
    const marked = await fixture().api.send('DELETE', `${namespaces}/${name}`);
    expect(marked.body.status.phase).toBe('Terminating');
    await fixture().waitForGone(`${maps}/plain`);
    const refused = await fixture().api.send('POST', maps, {
      metadata: { name: 'late' },
    });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      reason: 'Forbidden',
      message: `configmaps "late" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
      details: {
        name: 'late',
        kind: 'configmaps',
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${name} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      },
    });
    await fixture().api.send(
      'PATCH',
      `${maps}/held`,
      { metadata: { finalizers: null } },
      { contentType: 'application/merge-patch+json' },
    );
    await fixture().waitForGone(`${namespaces}/${name}`);
  });
}
