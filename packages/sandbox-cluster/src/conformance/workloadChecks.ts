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
 * Jobs and deployments.
 * @internal
 */
export function workloadChecks(fixture: () => ConformanceFixture): void {
  const shell = (script: string, ...args: string[]) => ({
    command: ['sh', '-c', script, ...args],
  });
  const createJob = (name: string, container: any, spec: object = {}) =>
    fixture().create(fixture().grouped('batch/v1', 'jobs'), {
      metadata: { name },
      spec: { template: { spec: fixture().podSpec(container) }, ...spec },
    });
  const waitForJob = (name: string, type: string) =>
    fixture().waitFor(
      `${fixture().grouped('batch/v1', 'jobs')}/${name}`,
      b =>
        b.status?.conditions?.some(
          (c: any) => c.type === type && c.status === 'True',
        ) && !b.status.active,
    );

  it('completes jobs and takes their pods along', async () => {
    const made = await createJob('works', shell('echo done'), {
      completions: 2,
      parallelism: 2,
    });
    expect(made.spec.backoffLimit).toBe(6);
    const job = await waitForJob('works', 'Complete');
    expect(job.status).toMatchObject({
      succeeded: 2,
      startTime: expect.any(String),
      completionTime: expect.any(String),
    });
    const path = `${fixture().core('pods')}?labelSelector=job-name=works`;
    const { body } = await fixture().api.send('GET', path);
    expect(body.items).toHaveLength(2);
    expect(body.items[0].metadata.ownerReferences).toEqual([
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        name: 'works',
        uid: job.metadata.uid,
        controller: true,
        blockOwnerDeletion: true,
      },
    ]);
    await fixture().api.send(
      'DELETE',
      `${fixture().grouped('batch/v1', 'jobs')}/works`,
      { propagationPolicy: 'Background' },
    );
    await fixture().waitFor(path, b => b.items.length === 0);
  });

  it('gives failing jobs up', async () => {
    await createJob('fails', shell('exit 1'), { backoffLimit: 0 });
    const job = await waitForJob('fails', 'Failed');
    expect(job.status.failed).toBe(1);
    expect(job.status.conditions).toContainEqual(
      expect.objectContaining({
        type: 'Failed',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      }),
    );
    await createJob('slow', shell('sleep 600'), { activeDeadlineSeconds: 1 });
    const slow = await waitForJob('slow', 'Failed');
    expect(slow.status.conditions).toContainEqual(
      expect.objectContaining({ reason: 'DeadlineExceeded' }),
    );
  });

  it('keeps the replicas of deployments', async () => {
    const path = `${fixture().grouped('apps/v1', 'deployments')}/replicas`;
    await fixture().create(fixture().grouped('apps/v1', 'deployments'), {
      metadata: { name: 'replicas' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'replicas' } },
        template: {
          metadata: { labels: { app: 'replicas' } },
          spec: {
            ...fixture().podSpec(shell('sleep 600')),
            restartPolicy: 'Always',
          },
        },
      },
    });
    await fixture().waitFor(path, b => b.status.readyReplicas === 2);
    const pods = `${fixture().core('pods')}?labelSelector=app=replicas`;
    const { body } = await fixture().api.send('GET', pods);
    const [first] = body.items;
    expect(first.metadata.ownerReferences[0].kind).toBe('ReplicaSet');
    await fixture().api.send(
      'DELETE',
      `${fixture().core('pods')}/${first.metadata.name}`,
    );
    await fixture().waitFor(
      pods,
      b =>
        b.items.length === 2 &&
        b.items.every((p: any) => p.metadata.uid !== first.metadata.uid),
    );
    await fixture().api.send(
      'PATCH',
      `${path}/scale`,
      { spec: { replicas: 0 } },
      { contentType: 'application/merge-patch+json' },
    );
    await fixture().waitFor(pods, b => b.items.length === 0);
    const scaled = await fixture().waitFor(path, b => !b.status.replicas);
    expect(scaled.spec.replicas).toBe(0);
  });
}
