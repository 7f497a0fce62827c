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

import { Watchdog } from './Watchdog';
import { WatchedBody } from './WatchedBody';

describe('WatchedBody', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function bodyOf(chunks: AsyncGenerator<Buffer>) {
    const onSilence = jest.fn();
    const done = jest.fn();
    const watchdog = new Watchdog({ timeoutMs: 100, floor: 10, onSilence });
    watchdog.start();
    const body = new WatchedBody({
      body: chunks,
      watchdog,
      failure: error => new Error(`GET /: ${(error as Error).message}`),
      done: () => {
        watchdog.stop();
        done();
      },
    });
    return { body, onSilence, done };
  }

  it('watches the peer, and not the reader', async () => {
    async function* chunks() {
      yield Buffer.alloc(10);
      await new Promise(() => {});
    }
    const { body, onSilence } = bodyOf(chunks());
    expect((await body.next()).value).toHaveLength(10);
    jest.advanceTimersByTime(1_000);
    expect(onSilence).not.toHaveBeenCalled();
    body.next().catch(() => {});
    jest.advanceTimersByTime(99);
    expect(onSilence).not.toHaveBeenCalled();
    jest.advanceTimersByTime(2);
    expect(onSilence).toHaveBeenCalledTimes(1);
  });

  it('ends with the body, its error, or when the rest is not wanted', async () => {
    async function* good() {
      yield Buffer.alloc(1);
    }
    const whole = bodyOf(good());
    await whole.body.next();
    expect(await whole.body.next()).toEqual({ done: true, value: undefined });
    expect(whole.done).toHaveBeenCalled();

    // eslint-disable-next-line require-yield
    async function* bad(): AsyncGenerator<Buffer> {
      throw new Error('broken');
    }
    const broken = bodyOf(bad());
    await expect(broken.body.next()).rejects.toThrow('GET /: broken');
    expect(broken.done).toHaveBeenCalled();

    const unwanted = bodyOf(good());
    await unwanted.body.return();
    expect(unwanted.done).toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});
