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

import { copyImages } from '../copyImages';
import type { CopyEvent, CopyReport } from '../model/events';
import type { CopyOptions, RegistryConfig } from '../model/types';
import type { TestRegistry } from './TestRegistry';

/** Copies `shop/web` from one test registry to the same path of another, with short waits. */
export async function copyBetween(
  source: TestRegistry,
  target: TestRegistry,
  options: Partial<CopyOptions> & {
    source?: RegistryConfig;
    target?: RegistryConfig;
  } = {},
): Promise<CopyReport & { events: CopyEvent[]; log: string }> {
  const events: CopyEvent[] = [];
  const config = (registry: TestRegistry): RegistryConfig => ({
    insecureHttp: !registry.options.tls,
    ...(registry.options.auth
      ? { username: 'robot', password: registry.options.password ?? 'secret' }
      : {}),
  });
  const report = await copyImages({
    registries: {
      [source.host]: { ...config(source), ...options.source },
      [target.host]: { ...config(target), ...options.target },
    },
    copies: [
      { source: `${source.host}/shop/web`, target: `${target.host}/shop/web` },
    ],
    retry: { attempts: 4, baseDelayMs: 1, maxDelayMs: 4 },
    idleTimeoutMs: 5_000,
    progressIntervalMs: 0,
    onEvent: event => events.push(event),
    ...options,
  });
  const log = events
    .flatMap(event => (event.type === 'log' ? [event.message] : []))
    .join('\n');
  return { ...report, events, log };
}

/** What a repository holds under its tags: digest and type. */
export function tagsOf(
  registry: TestRegistry,
  repository = 'shop/web',
): Record<string, string> {
  const { tags, manifests } = registry.repository(repository);
  return Object.fromEntries(
    [...tags]
      .sort()
      .map(([tag, digest]) => [
        tag,
        `${digest} ${manifests.get(digest)!.mediaType}`,
      ]),
  );
}
