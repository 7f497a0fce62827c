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

import { setMaxListeners } from 'node:events';
import { RateLimit } from '../client/RateLimit';
import { RegistryClient } from '../client/RegistryClient';
import { RegistryError } from '../model/RegistryError';
import type { CopyEvent } from '../model/events';
import type { PlanOptions } from '../model/types';
import { validateOptions } from '../model/validateOptions';
import type { ValidOptions } from '../model/validateOptions';

/** What planning and copying work with. */
export interface OpenRegistries {
  options: ValidOptions;
  clients: Map<string, RegistryClient>;
  signal: AbortSignal;
  emit: (event: CopyEvent) => void;
  log: (level: 'info' | 'warn', message: string) => void;
}

/**
 * Checks the options, runs `task` with a client for every registry that is used, and closes them whatever happens.
 *
 * @throws RegistryError `INVALID_REFERENCE` before anything else, `CANCELED` as soon as the signal says so
 */
export async function openRegistries<T>(
  options: PlanOptions,
  task: (open: OpenRegistries) => Promise<T>,
): Promise<T> {
  const valid = validateOptions(options);
  const controller = new AbortController();
  const { signal } = controller;
  setMaxListeners(0, signal);
  const canceled = () =>
    new RegistryError({ code: 'CANCELED', message: 'The copy was canceled' });
  const cancel = () => controller.abort(canceled());
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) {
    cancel();
  }
  const hosts = new Set(
    valid.copies.flatMap(({ source, target }) => [source.host, target.host]),
  );
  const { retry, idleTimeoutMs } = options;
  const { bandwidthLimit } = valid;
  const rateLimit = bandwidthLimit
    ? new RateLimit({ bytesPerSecond: bandwidthLimit })
    : undefined;
  const clients = new Map(
    [...hosts].map(host => [
      host,
      new RegistryClient({
        host,
        config: valid.registries.get(host)!,
        signal,
        retry,
        idleTimeoutMs,
        concurrency: valid.concurrency,
        rateLimit,
      }),
    ]),
  );
  const emit = (event: CopyEvent) => {
    if (!signal.aborted) {
      options.onEvent?.(event);
    }
  };
  try {
    signal.throwIfAborted();
    const result = await task({
      options: valid,
      clients,
      signal,
      emit,
      log: (level, message) => emit({ type: 'log', level, message }),
    });
    signal.throwIfAborted();
    return result;
  } catch (error) {
    throw signal.aborted ? canceled() : error;
  } finally {
    options.signal?.removeEventListener('abort', cancel);
    controller.abort(canceled());
    await Promise.all([...clients.values()].map(client => client.close()));
  }
}
