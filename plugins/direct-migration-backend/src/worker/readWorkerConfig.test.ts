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

import { mockServices } from '@backstage/backend-test-utils';
import { readWorkerConfig } from './readWorkerConfig';

const read = (worker?: object) =>
  readWorkerConfig(
    mockServices.rootConfig({ data: { directMigration: { worker } as any } }),
  );

describe('readWorkerConfig', () => {
  it('has defaults, and reads durations in every form', () => {
    expect(readWorkerConfig(mockServices.rootConfig())).toEqual({
      concurrency: 10,
      limits: { perCluster: 40, perNode: 10 },
      leaseDurationMs: 60_000,
      pollIntervalMs: 2_000,
      keepFailedForMs: 86_400_000,
    });
    expect(
      read({
        concurrency: 3,
        leaseDuration: { seconds: 10 },
        pollInterval: '500ms',
        keepFailedFor: { hours: 1 },
      }),
    ).toEqual({
      concurrency: 3,
      limits: { perCluster: 40, perNode: 10 },
      leaseDurationMs: 10_000,
      pollIntervalMs: 500,
      keepFailedForMs: 3_600_000,
    });
  });

  it.each([
    [{ concurrency: 0 }, 'worker.concurrency'],
    [{ concurrency: 1.5 }, 'worker.concurrency'],
    [{ leaseDuration: { seconds: 1 } }, 'worker.leaseDuration'],
    [{ leaseDuration: 'soon' }, 'worker.leaseDuration'],
    [{ pollInterval: '1ms' }, 'worker.pollInterval'],
    [{ keepFailedFor: '1s' }, 'worker.keepFailedFor'],
  ])('refuses %j, naming the key', (worker, key) => {
    expect(() => read(worker)).toThrow(key);
  });

  it('has limits over all instances', () => {
    const limits = (data: object) =>
      readWorkerConfig(
        mockServices.rootConfig({
          data: { directMigration: { limits: data } },
        }),
      ).limits;
    expect(limits({ perCluster: 5 })).toEqual({ perCluster: 5, perNode: 10 });
    expect(() => limits({ perNode: 0 })).toThrow('limits.perNode');
    expect(() => limits({ perCluster: 1001 })).toThrow('limits.perCluster');
  });
});
