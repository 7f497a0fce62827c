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
 * Pods that do not come up, and pods that have to go.
 * @internal
 */
export function podTroubleChecks(fixture: () => ConformanceFixture): void {
  const pods = () => fixture().core('pods');
  const shell = (script: string, ...args: string[]) => ({
    command: ['sh', '-c', script, ...args],
  });

  it('says why a pod does not come up', async () => {
    await fixture().createPod('nowhere', shell('true'), {
      nodeSelector: { 'example.org/none': 'x' },
    });
    expect(
      (await fixture().waitForEvent('nowhere', 'FailedScheduling')).message,
    ).toMatch(
      /^0\/1 nodes are available: 1 node\(s\) didn't match (Pod's )?node (affinity|selector)/,
    );
    // A real scheduler says it in an event first, and in the pod's status a moment later.
    const unscheduled = await fixture().waitFor(
      `${pods()}/nowhere`,
      b => b.status.conditions?.length > 0,
    );
    expect(unscheduled.status.conditions).toContainEqual(
      expect.objectContaining({
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
      }),
    );
    await fixture().createPod('unpulled', { image: 'nowhere.invalid/no:1' });
    const unpulled = await fixture().waitFor(`${pods()}/unpulled`, b =>
      /^(ErrImagePull|ImagePullBackOff)$/.test(
        b.status.containerStatuses?.[0].state.waiting?.reason,
      ),
    );
    expect(unpulled.status.phase).toBe('Pending');
    expect(
      (await fixture().waitForEvent('unpulled', 'Failed')).message,
    ).toMatch(/^(Failed to pull image "nowhere\.invalid\/no:1"|Error: )/);
    const log = await fixture().api.send('GET', `${pods()}/unpulled/log`);
    expect(log.body).toMatchObject({
      code: 400,
      reason: 'BadRequest',
      message: expect.stringMatching(
        /^container "main" in pod "unpulled" is waiting to start: (image can't be pulled|trying and failing to pull image)$/,
      ),
    });
    const volumes = [{ name: 'v', secret: { secretName: 'missing' } }];
    await fixture().createPod('unused', shell('true'), { volumes });
    await fixture().waitForPhase('unused', 'Succeeded');
    const volumeMounts = [{ name: 'v', mountPath: '/v' }];
    await fixture().createPod(
      'unmounted',
      { ...shell('true'), volumeMounts },
      { volumes },
    );
    expect(
      (await fixture().waitForEvent('unmounted', 'FailedMount')).message,
    ).toBe(
      'MountVolume.SetUp failed for volume "v" : secret "missing" not found',
    );
    await fixture().createPod('unset', {
      ...shell('true'),
      env: [
        {
          name: 'X',
          valueFrom: { secretKeyRef: { name: 'missing', key: 'x' } },
        },
      ],
    });
    const unset = await fixture().waitFor(
      `${pods()}/unset`,
      b =>
        b.status.containerStatuses?.[0].state.waiting?.reason ===
        'CreateContainerConfigError',
    );
    expect(unset.status.containerStatuses[0].state.waiting.message).toBe(
      'secret "missing" not found',
    );
  });

  it('ends pods by grace, by deadline and at once', async () => {
    await fixture().createPod('graceful', shell('sleep 600'));
    await fixture().waitForPhase('graceful', 'Running');
    const marked = await fixture().api.send('DELETE', `${pods()}/graceful`);
    expect(marked.body).toMatchObject({
      kind: 'Pod',
      metadata: {
        deletionTimestamp: expect.any(String),
        deletionGracePeriodSeconds: 1,
      },
    });
    await fixture().waitForGone(`${pods()}/graceful`);

    await fixture().createPod('forced', shell('sleep 600'));
    await fixture().waitForPhase('forced', 'Running');
    await fixture().api.send('DELETE', `${pods()}/forced?gracePeriodSeconds=0`);
    await fixture().waitForGone(`${pods()}/forced`);

    await fixture().createPod('late', shell('sleep 600'), {
      activeDeadlineSeconds: 1,
    });
    const late = await fixture().waitForPhase('late', 'Failed');
    expect(late.status).toMatchObject({
      reason: 'DeadlineExceeded',
      message: 'Pod was active on the node longer than the specified deadline',
    });
  });
}
