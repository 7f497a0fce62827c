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

describe('Watchdog', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('barks after silence, and after too little, but not while paused', () => {
    const onSilence = jest.fn();
    const watchdog = new Watchdog({ timeoutMs: 100, floor: 10, onSilence });
    watchdog.start();
    jest.advanceTimersByTime(90);
    watchdog.touch(10);
    jest.advanceTimersByTime(90);
    expect(onSilence).not.toHaveBeenCalled();
    watchdog.pause();
    jest.advanceTimersByTime(1000);
    watchdog.touch(9);
    watchdog.resume();
    jest.advanceTimersByTime(9);
    expect(onSilence).not.toHaveBeenCalled();
    jest.advanceTimersByTime(2);
    expect(onSilence).toHaveBeenCalledTimes(1);
  });

  it('is quiet once stopped', () => {
    const onSilence = jest.fn();
    const watchdog = new Watchdog({ timeoutMs: 100, floor: 10, onSilence });
    watchdog.start(500);
    watchdog.stop();
    watchdog.pause();
    watchdog.resume();
    watchdog.start();
    watchdog.touch(100);
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(1000);
    expect(onSilence).not.toHaveBeenCalled();
  });
});
