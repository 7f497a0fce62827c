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

import type { KubernetesEvent, Pod } from '../../kubernetes/clientNode';
import { explainPod } from './explainPod';
import { readMoverResult } from './readMoverResult';

function pod(status: object): Pod {
  return {
    metadata: {
      name: 'dm-1',
      uid: 'u1',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    status,
  } as Pod;
}
function event(
  reason: string,
  message: string,
  about = 'dm-1',
  time = '2026-01-01T00:00:10Z',
) {
  return {
    type: 'Warning',
    reason,
    message,
    lastTimestamp: time,
    involvedObject: { name: about },
  } as KubernetesEvent;
}
const waiting = (reason: string, message?: string) => ({
  phase: 'Pending',
  containerStatuses: [
    { name: 'mover', state: { waiting: { reason, message } } },
  ],
});
const ended = (exitCode: number, message?: string, more: object = {}) => ({
  phase: exitCode ? 'Failed' : 'Succeeded',
  containerStatuses: [
    { name: 'mover', state: { terminated: { exitCode, message, ...more } } },
  ],
});

describe('explainPod', () => {
  it.each([
    [
      'POD_UNSCHEDULABLE',
      'Unschedulable: 0/1 nodes are available',
      pod({
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/1 nodes are available',
          },
        ],
      }),
      [],
    ],
    [
      'IMAGE_PULL_FAILED',
      'ImagePullBackOff: Back-off pulling',
      pod(waiting('ImagePullBackOff', 'Back-off pulling')),
      [event('FailedMount', 'older')],
    ],
    [
      'VOLUME_MOUNT_FAILED',
      'FailedMount: newest',
      pod(waiting('ContainerCreating')),
      [
        event('FailedMount', 'older', 'dm-1', '2026-01-01T00:00:05Z'),
        event('FailedMount', 'newest'),
        event('FailedMount', 'another pod', 'dm-2', '2026-01-01T00:00:20Z'),
        event(
          'FailedMount',
          'a pod of that name before',
          'dm-1',
          '2025-01-01T00:00:00Z',
        ),
        event('Unhealthy', 'says nothing', 'dm-1', '2026-01-01T00:00:30Z'),
      ],
    ],
    [
      'VOLUME_PROVISIONING_FAILED',
      'ProvisioningFailed: no space',
      pod({
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: 'unbound claims',
          },
        ],
      }),
      [event('ProvisioningFailed', 'no space', 'data')],
    ],
  ])('names %s', (code, message, object, events) => {
    expect(explainPod(object, events, ['data'])).toMatchObject({
      code,
      message,
      final: false,
    });
  });

  it('knows what waiting does not help', () => {
    expect(explainPod(pod(waiting('InvalidImageName')), [])).toMatchObject({
      code: 'IMAGE_PULL_FAILED',
      final: true,
    });
    const said = JSON.stringify({
      type: 'result',
      status: 'failed',
      error: { code: 'TOOL_MISSING', message: 'no rsync', retryable: false },
    });
    expect(explainPod(pod(ended(1, said)), [])).toMatchObject({
      code: 'TOOL_MISSING',
      message: 'no rsync',
      final: true,
    });
    expect(
      explainPod(pod({ phase: 'Running' }), [event('FailedMount', 'over')]),
    ).toBeUndefined();
  });
});

describe('readMoverResult', () => {
  const result = (status: string, more: object = {}) =>
    JSON.stringify({
      type: 'result',
      status,
      progress: { bytesDone: 1, filesDone: 2, x: 'y' },
      ...more,
    });

  it('reads what the mover says, and never takes less for a success', () => {
    expect(readMoverResult(pod({ phase: 'Running' }))).toBeUndefined();
    expect(
      readMoverResult(pod(ended(0, result('succeeded', { result: { a: 1 } })))),
    ).toEqual({
      kind: 'succeeded',
      progress: { bytesDone: 1, filesDone: 2 },
      result: { a: 1 },
    });
    const error = {
      code: 'FILES_FAILED',
      message: 'a, b',
      hint: 'look',
      retryable: true,
    };
    expect(
      readMoverResult(pod(ended(3, result('partiallyFailed', { error })))),
    ).toMatchObject({
      kind: 'partiallyFailed',
      error: { code: 'FILES_FAILED', message: 'a, b', hint: 'look' },
    });
    expect(readMoverResult(pod(ended(1, result('failed', { error }))))).toEqual(
      {
        kind: 'failed',
        retryable: true,
        progress: { bytesDone: 1, filesDone: 2 },
        error: { code: 'FILES_FAILED', message: 'a, b', hint: 'look' },
      },
    );
    expect(readMoverResult(pod(ended(0, '')))).toMatchObject({
      kind: 'failed',
      retryable: true,
    });
    expect(
      readMoverResult(
        pod(ended(0, '{"type":"result","sta')),
        result('succeeded'),
      ),
    ).toMatchObject({
      kind: 'succeeded',
    });
  });

  it('names how a pod ended that could say nothing', () => {
    expect(
      readMoverResult(pod(ended(137, undefined, { reason: 'OOMKilled' }))),
    ).toMatchObject({
      kind: 'failed',
      retryable: false,
      error: { code: 'OUT_OF_MEMORY' },
    });
    expect(
      readMoverResult(pod({ phase: 'Failed', reason: 'DeadlineExceeded' })),
    ).toMatchObject({
      kind: 'failed',
      retryable: false,
      error: { code: 'ITEM_TIMEOUT' },
    });
    expect(
      readMoverResult(
        pod({ phase: 'Failed', reason: 'Evicted', message: 'low on disk' }),
      ),
    ).toMatchObject({
      kind: 'failed',
      retryable: true,
      error: {
        code: 'POD_LOST',
        message: expect.stringContaining('Evicted, low on disk'),
      },
    });
  });
});
