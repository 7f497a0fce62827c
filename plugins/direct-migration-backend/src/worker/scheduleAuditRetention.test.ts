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
import { scheduleAuditRetention } from './scheduleAuditRetention';

const now = new Date('2026-11-24T00:00:00Z');

async function schedule(retention?: object) {
  const scheduler = mockServices.scheduler.mock();
  const store = { removeBefore: jest.fn(async () => 3) };
  await scheduleAuditRetention({
    config: mockServices.rootConfig({
      data: retention ? { directMigration: { audit: { retention } } } : {},
    }),
    logger: mockServices.logger.mock(),
    now: () => now,
    scheduler,
    store: store as any,
  });
  return { task: scheduler.scheduleTask.mock.calls[0]?.[0] as any, store };
}

describe('scheduleAuditRetention', () => {
  it('keeps more than a year if nothing is configured', async () => {
    const { task, store } = await schedule();
    await task.fn();
    expect(store.removeBefore).toHaveBeenCalledWith(
      new Date('2025-10-20T00:00:00Z'),
    );
  });

  it('keeps as long as is configured', async () => {
    const { task, store } = await schedule({ days: 730 });
    await task.fn();
    expect(store.removeBefore).toHaveBeenCalledWith(
      new Date('2024-11-24T00:00:00Z'),
    );
  });

  it('refuses less than a year', async () => {
    await expect(schedule({ days: 30 })).rejects.toThrow(
      'directMigration.audit.retention must be at least',
    );
  });
});
