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

import type { Progress } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { Pod } from '../../kubernetes/clientNode';
import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { resources } from '../../kubernetes/resources';
import type { ItemContext } from '../types';
import { parseMoverLine, toProgress } from './moverLines';
import { MOVER_CONTAINER } from './readMoverResult';

/** What was seen of a mover while it was followed. @internal */
export interface Followed {
  /** As last seen; `undefined` when the pod is gone. */
  pod: Pod | undefined;
  ended: boolean;
  phase?: string;
  progress?: Progress;
  /** What it said last, for people. */
  lastMessage?: string;
  /** The `result` line, unparsed. */
  lastLine?: string;
}

/**
 * Whether a mover has ended, for good or ill.
 *
 * @internal
 */
export function hasEnded(pod: Pod, container = MOVER_CONTAINER): boolean {
  return (
    pod.status?.phase === 'Succeeded' ||
    pod.status?.phase === 'Failed' ||
    pod.status?.containerStatuses?.some(
      s => s.name === container && s.state?.terminated,
    ) === true
  );
}

/**
 * The mover's phase as an earlier step left it in the memo (`moverPhase`).
 *
 * @internal
 */
export function phaseOf(context: ItemContext): string | undefined {
  const { moverPhase } = context.memo;
  return typeof moverPhase === 'string' ? moverPhase : undefined;
}

/**
 * Follows a running mover's log for a while and passes its phases and progress on. The log only serves the eye: the
 * pod's status is the truth, so a log that cannot be read does no harm.
 *
 * @internal
 */
export async function followMover(options: {
  client: ClusterClient;
  pod: Pod;
  /** The mover's, where the pod has several. */
  container?: string;
  windowMs: number;
  signal: AbortSignal;
  /** As seen in an earlier window; the log is read from its last lines on only. */
  phase?: string;
  onPhase: (phase: string) => void;
  onProgress: (progress: Progress) => void;
}): Promise<Followed> {
  const { client, windowMs, signal, container = MOVER_CONTAINER } = options;
  const { name, namespace } = options.pod.metadata as {
    name: string;
    namespace: string;
  };
  const seen: Followed = {
    pod: options.pod,
    ended: hasEnded(options.pod, container),
    phase: options.phase,
  };
  const logEnd = new AbortController();
  let flush: NodeJS.Timeout | undefined;

  function report() {
    clearTimeout(flush);
    flush = undefined;
    if (seen.phase) {
      options.onPhase(seen.phase);
    }
    if (seen.progress) {
      options.onProgress(seen.progress);
    }
  }

  // The log is read from its past on, all at once; only where the past ends is news.
  function reportSoon() {
    flush ??= setTimeout(report, 100);
  }

  async function readLog() {
    const lines = client.podLog({
      namespace,
      name,
      container,
      follow: true,
      // Enough to find the last phase and progress after a restart.
      tailLines: 100,
      signal: AbortSignal.any([logEnd.signal, signal]),
    });
    for await (const text of lines) {
      const line = parseMoverLine(text);
      if (line?.type === 'phase') {
        seen.phase = line.phase;
        reportSoon();
      } else if (line?.type === 'progress') {
        seen.progress = toProgress(line);
        reportSoon();
      } else if (line?.type === 'log') {
        seen.lastMessage = line.message;
      } else if (line?.type === 'result') {
        seen.lastLine = text;
      }
    }
  }

  const log = readLog().catch(() => {});
  try {
    const { objects } = await client.waitFor(resources.pods, {
      namespace,
      fieldSelector: `metadata.name=${name}`,
      predicate: pods => pods.length === 0 || hasEnded(pods[0], container),
      timeoutMs: windowMs,
      signal,
    });
    seen.pod = objects[0];
    seen.ended = !seen.pod || hasEnded(seen.pod, container);
    if (seen.ended && seen.pod) {
      // The kubelet may still be sending the last lines.
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise(resolve => {
        timer = setTimeout(resolve, 2_000);
      });
      await Promise.race([log, tooLong]);
      clearTimeout(timer);
    }
  } finally {
    logEnd.abort();
    await log;
    if (flush) {
      report();
    }
  }
  return seen;
}
