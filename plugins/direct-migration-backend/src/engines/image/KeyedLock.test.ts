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

import { KeyedLock } from './KeyedLock';

function gate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}

describe('KeyedLock', () => {
  const never = new AbortController().signal;

  it('lets one at a time in for each key, in order, also after a failure', async () => {
    const lock = new KeyedLock();
    const { open, opened } = gate();
    const order: string[] = [];
    const first = lock.run('a', never, async () => {
      await opened;
      order.push('first');
      throw new Error('broken');
    });
    const second = lock.run('a', never, async () => order.push('second'));
    await lock.run('b', never, async () => order.push('other'));
    open();
    await expect(first).rejects.toThrow('broken');
    await second;
    expect(order).toEqual(['other', 'first', 'second']);
  });

  it('lets go of who is told to stop while it waits, and keeps the order for the others', async () => {
    const lock = new KeyedLock();
    const { open, opened } = gate();
    const order: string[] = [];
    const first = lock.run('a', never, async () => {
      await opened;
      order.push('first');
    });
    const stop = new AbortController();
    const second = lock.run('a', stop.signal, async () => order.push('second'));
    const third = lock.run('a', never, async () => order.push('third'));
    stop.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
    open();
    await Promise.all([first, third]);
    expect(order).toEqual(['first', 'third']);
  });
});
