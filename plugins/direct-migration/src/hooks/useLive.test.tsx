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

import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import {
  LOAD_TIMEOUT_MS,
  POLL_MS,
  RETRY_MS,
  THROTTLE_MS,
  useLive,
} from './useLive';

describe('useLive', () => {
  let publish: (message: any) => void;
  const signals = {
    subscribe(_channel: string, onMessage: (message: any) => void) {
      publish = onMessage;
      return { unsubscribe() {} };
    },
  };
  const wrapper = ({ children }: PropsWithChildren<{}>) => (
    <TestApiProvider apis={[[signalApiRef, signals]]}>
      {children}
    </TestApiProvider>
  );
  const setVisible = (visibility: string) => {
    Object.defineProperty(document, 'visibilityState', {
      value: visibility,
      configurable: true,
    });
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const publishOne = (migrationId: string) =>
    act(() => publish({ kind: 'migration', migrationId }));
  const publishOften = () => {
    for (let i = 0; i < 20; i++) {
      publishOne('mine');
    }
  };
  const advance = (ms: number) =>
    act(async () => {
      await jest.advanceTimersByTimeAsync(ms);
    });

  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    setVisible('visible');
    jest.useRealTimers();
  });

  it('polls while the value changes and the tab is visible', async () => {
    let state = 'running';
    const load = jest.fn(async () => state);
    const { result } = renderHook(
      () => useLive({ load, isChanging: value => value === 'running' }),
      { wrapper },
    );
    await advance(0);
    expect(result.current.value).toBe('running');
    await advance(POLL_MS * 3);
    expect(load).toHaveBeenCalledTimes(4);

    await act(async () => setVisible('hidden'));
    await advance(POLL_MS * 5);
    expect(load).toHaveBeenCalledTimes(4);

    state = 'succeeded';
    await act(async () => setVisible('visible'));
    await advance(POLL_MS);
    expect(result.current.value).toBe('succeeded');
    expect(load).toHaveBeenCalledTimes(5);
    await advance(POLL_MS * 5);
    expect(load).toHaveBeenCalledTimes(5);
  });

  it('loads again on signals, at most once in a while and only on its own', async () => {
    const load = jest.fn(async () => 'succeeded');
    renderHook(
      () =>
        useLive({
          load,
          isChanging: () => false,
          isRelevant: ({ migrationId }) => migrationId === 'mine',
        }),
      { wrapper },
    );
    await advance(0);
    expect(load).toHaveBeenCalledTimes(1);
    await advance(THROTTLE_MS);

    publishOften();
    await advance(0);
    expect(load).toHaveBeenCalledTimes(2);
    publishOften();
    await advance(THROTTLE_MS);
    expect(load).toHaveBeenCalledTimes(3);

    publishOne('other');
    await advance(THROTTLE_MS * 3);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('gives up a load that is not answered', async () => {
    const load = jest.fn(
      (signal: AbortSignal) =>
        new Promise<string>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const { result } = renderHook(
      () => useLive({ load, isChanging: () => true }),
      { wrapper },
    );
    await advance(LOAD_TIMEOUT_MS);
    expect(result.current.error?.message).toBe(
      'The backend did not answer in 30 seconds',
    );
    await advance(RETRY_MS);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps the last good value over a failure, tries again, and stops when unmounted', async () => {
    const load = jest
      .fn<Promise<string>, [AbortSignal]>()
      .mockResolvedValueOnce('running')
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValue('running');
    const { result, unmount } = renderHook(
      () => useLive({ load, isChanging: () => true }),
      { wrapper },
    );
    await advance(POLL_MS);
    expect(result.current.error?.message).toBe('down');
    expect(result.current.value).toBe('running');
    await advance(RETRY_MS);
    expect(result.current.error).toBeUndefined();

    load.mockReturnValue(new Promise(() => {}));
    await advance(POLL_MS);
    unmount();
    expect(load.mock.lastCall![0].aborted).toBe(true);
    const { length } = load.mock.calls;
    await advance(RETRY_MS * 3);
    expect(load).toHaveBeenCalledTimes(length);
  });
});
