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
import { FakeClock } from '../__testUtils__/FakeClock';
import { ChangePublisher } from './ChangePublisher';

describe('ChangePublisher', () => {
  it('publishes the first change at once, a burst as one, and nothing after the stop', async () => {
    const clock = new FakeClock();
    const published: string[] = [];
    const publisher = new ChangePublisher({
      clock,
      logger: mockServices.logger.mock(),
      signals: {
        async publish(signal) {
          published.push(String(signal.message.migrationId));
          throw new Error('nobody listens');
        },
      },
    });
    publisher.notify('a');
    publisher.notify('b');
    for (let i = 0; i < 10; i++) {
      publisher.notify('a');
    }
    expect(published).toEqual(['a', 'b']);
    clock.advance(999);
    expect(published).toEqual(['a', 'b']);
    clock.advance(1);
    expect(published).toEqual(['a', 'b', 'a']);
    clock.advance(5_000);
    expect(published).toEqual(['a', 'b', 'a']);
    expect(clock.pending).toBe(0);

    publisher.notify('a');
    publisher.notify('a');
    publisher.stop();
    publisher.notify('a');
    expect(published).toEqual(['a', 'b', 'a', 'a', 'a']);
    expect(clock.pending).toBe(0);
  });
});
