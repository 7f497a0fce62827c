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

import type { ClusterClient } from '../../kubernetes/ClusterClient';
import type { Pod } from '../../kubernetes/clientNode';
import type { ItemContext } from '../types';
import { LABELS } from './labels';
import { LogEnd } from './LogEnd';
import { MOVER_CONTAINER } from './readMoverResult';

/** A mover writes about a line a second. */
const MAX_LINES = 20_000;
const TIMEOUT_MS = 10_000;

/**
 * Keeps the end of a pod's log for its item, so that it can be read when the pod is gone. To be called before a pod is
 * removed; again does no harm. That a log cannot be had is no failure: it is never worth the copy.
 *
 * @param options - `pod`: one of ours, with its labels. `attempt` and `component` where the labels do not say it
 * @internal
 */
export async function keepLog(options: {
  context: Pick<ItemContext, 'attempt' | 'keepLog' | 'logger' | 'signal'>;
  client: ClusterClient;
  pod: Pod;
  /** The mover's, where the pod has several. */
  container?: string;
  attempt?: number;
}): Promise<void> {
  const { context, client, pod, container = MOVER_CONTAINER } = options;
  const {
    name,
    namespace,
    labels = {},
  } = pod.metadata as {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
  };
  const end = new LogEnd();
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    for await (const line of client.podLog({
      namespace,
      name,
      container,
      tailLines: MAX_LINES,
      signal: AbortSignal.any([context.signal, timeout]),
    })) {
      end.add(line);
    }
    const content = end.text;
    if (content && !context.signal.aborted) {
      await context.keepLog({
        attempt:
          options.attempt ??
          (Number(labels[LABELS.attempt]) || context.attempt),
        pod: name,
        component: labels[LABELS.component] ?? MOVER_CONTAINER,
        truncated: end.truncated || timeout.aborted,
        content,
      });
    }
  } catch (error) {
    context.logger.debug(
      `The log of pod ${namespace}/${name} could not be kept`,
      error as Error,
    );
  }
}
