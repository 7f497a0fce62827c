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
import { readNotificationsConfig } from './readNotificationsConfig';

const read = (waitingAfter: string) =>
  readNotificationsConfig(
    mockServices.rootConfig({
      data: { directMigration: { notifications: { waitingAfter } } },
    }),
  );

describe('readNotificationsConfig', () => {
  it('has defaults, and tells sooner while the application stands still', () => {
    expect(readNotificationsConfig(mockServices.rootConfig())).toEqual({
      waiting: 300_000,
      stopped: 60_000,
    });
    expect(read('90s')).toEqual({ waiting: 90_000, stopped: 60_000 });
    expect(read('30s')).toEqual({ waiting: 30_000, stopped: 30_000 });
  });

  it.each(['1s', 'soon'])('refuses %s, naming the key', waitingAfter => {
    expect(() => read(waitingAfter)).toThrow('notifications.waitingAfter');
  });
});
