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

import type { ClusterClient } from '../../kubernetes/ClusterClient';
import type { Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { removeObjects } from './removeObjects';

/** Removes all from a cluster whose only pod goes when it is removed without grace, and never by itself. */
function removeFrom(state: object) {
  let pods = [
    {
      metadata: { name: 'pod', uid: 'one' },
      status: { containerStatuses: [{ name: 'mover', state }] },
    } as unknown as Pod,
  ];
  const client = {
    deleteByLabels: async () => {
      const { metadata } = pods[0] ?? {};
      if (metadata) {
        metadata.deletionTimestamp ??= '2026-01-01T00:00:00Z';
      }
      return pods;
    },
    waitFor: async (
      _resource: unknown,
      { predicate }: { predicate: (objects: Pod[]) => boolean },
    ) => ({ met: predicate(pods), objects: pods }),
    delete: async (
      _resource: unknown,
      _key: unknown,
      { gracePeriodSeconds, uid }: { gracePeriodSeconds: number; uid: string },
    ) => {
      expect([gracePeriodSeconds, uid]).toEqual([0, 'one']);
      pods = [];
      return true;
    },
  } as unknown as ClusterClient;
  return removeObjects({
    client,
    kinds: [resources.pods],
    namespace: 'shop',
    labelSelector: 'a=b',
    waitMs: 50,
  });
}

describe('removeObjects', () => {
  it.each([
    ['has ended', { terminated: { exitCode: 0 } }],
    ['waits for an image', { waiting: { reason: 'ImagePullBackOff' } }],
    ['failed to pull', { waiting: { reason: 'ErrImagePull' } }],
  ])('ends a pod at once whose container %s', async (_, state) => {
    await expect(removeFrom(state)).resolves.toEqual([]);
  });

  it.each([
    ['runs', { running: { startedAt: '2026-01-01T00:00:00Z' } }],
    ['is about to begin', { waiting: { reason: 'ContainerCreating' } }],
    ['crashes', { waiting: { reason: 'CrashLoopBackOff' } }],
  ])('waits for a pod whose container %s', async (_, state) => {
    await expect(removeFrom(state)).resolves.toEqual(['pods/pod']);
  });
});
