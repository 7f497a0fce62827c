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
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { FakeMigrations } from '../__testUtils__/FakeMigrations';
import { startRun } from './startRun';

const plan = {
  name: 'shop to west',
  sourceCluster: 'resource:default/east',
  targetCluster: 'resource:default/west',
  namespaces: [{ source: 'shop', target: 'shop' }],
};

const context = (taskId: string) =>
  ({
    ...createMockActionContext({ task: { id: taskId } }),
    step: { id: 'start', name: 'Start' },
  } as any);

describe('startRun', () => {
  it('starts one migration of one plan however often the step runs', async () => {
    const migrations = new FakeMigrations();
    const run = (taskId: string) =>
      startRun(context(taskId), migrations.service, { type: 'stage', plan });
    const first = await run('task1');
    expect(await run('task1')).toEqual(first);
    expect(migrations.plans.size).toBe(1);
    await run('task2');
    expect(migrations.plans.size).toBe(2);
    expect(migrations.migrations.size).toBe(2);
  });
});
