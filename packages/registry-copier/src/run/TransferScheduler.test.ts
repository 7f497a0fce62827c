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

import { AdaptiveLimiter } from '../client/AdaptiveLimiter';
import { TransferScheduler } from './TransferScheduler';

describe('TransferScheduler', () => {
  const [east, west, south] = [1, 2, 1].map(
    most => () => new AdaptiveLimiter(most),
  );

  function schedule(tasks: Record<string, AdaptiveLimiter[]>) {
    const scheduler = new TransferScheduler();
    const started: string[] = [];
    const ends: Record<string, () => void> = {};
    const done: Record<string, Promise<void>> = {};
    for (const [name, limiters] of Object.entries(tasks)) {
      done[name] = scheduler.run(limiters, async () => {
        started.push(name);
        await new Promise<void>(resolve => (ends[name] = resolve));
      });
    }
    const end = async (name: string) => {
      ends[name]();
      await done[name];
      await new Promise(resolve => setImmediate(resolve));
    };
    return { started, end };
  }

  const settle = () => new Promise(resolve => setImmediate(resolve));

  it('starts in order, as far as all that a task needs has room', async () => {
    const [a, b, c] = [east(), west(), south()];
    const { started, end } = schedule({
      1: [a, b],
      2: [a, b],
      3: [c, b],
      4: [c, b],
      5: [b],
    });
    await settle();
    expect(started).toEqual(['1', '3']);
    await end('3');
    expect(started).toEqual(['1', '3', '4']);
    await end('1');
    expect(started).toEqual(['1', '3', '4', '2']);
    await end('4');
    expect(started).toEqual(['1', '3', '4', '2', '5']);
  });

  it('does not let tasks that go both ways wait for each other', async () => {
    const [a, c] = [east(), south()];
    const { started, end } = schedule({ there: [a, c], back: [c, a] });
    await settle();
    expect(started).toEqual(['there']);
    await end('there');
    expect(started).toEqual(['there', 'back']);
  });

  it('takes room once at a registry that is both source and target, and gives it back after a failure', async () => {
    const a = east();
    const scheduler = new TransferScheduler();
    await expect(
      scheduler.run([a, a], async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await expect(scheduler.run([a], async () => 'yes')).resolves.toBe('yes');
    expect(a.isFree).toBe(true);
  });
});
