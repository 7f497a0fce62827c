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

import type { ClusterConnection } from '../../clusters/types';
import type { Job, Pod } from '../../kubernetes/clientNode';
import { resources } from '../../kubernetes/resources';
import { hasEnded } from '../common/followMover';
import { parseMoverLine } from '../common/moverLines';
import { MOVER_CONTAINER, readMoverResult } from '../common/readMoverResult';
import { waitForPod } from '../common/waitForPod';
import type { StepResult } from '../types';
import { batchSelector, type BatchIdentity } from './batch';
import { CopierLog } from './CopierLog';
import { CopyStates } from './CopyStates';
import { explainMissingPod, jobFailure } from './explainMissingPod';
import { readCopierLog } from './readCopierLog';

type Final = Exclude<StepResult, { kind: 'continue' }>;

/** Where a copier is. `gone`: its Job was removed, so that it is to be begun again. @internal */
export type CopierView =
  | { kind: 'waiting'; waitingFor?: string }
  | { kind: 'copying' }
  | { kind: 'ended'; result: Final }
  | { kind: 'gone' }
  | { kind: 'broken'; error: unknown };

/** What a {@link CopierWatch} needs. @internal */
export interface CopierWatchOptions {
  batch: BatchIdentity;
  namespace: string;
  jobName: string;
  /** Called anew for each request, as credentials are renewed. */
  connect: () => Promise<ClusterConnection>;
  /** How long the pod may take to start. */
  timeoutSeconds: number;
  windowMs: number;
  /** Called after each change; with the copy that it was about. */
  onChange: (index?: number) => void;
  signal: AbortSignal;
}

/**
 * Watches one copier Job to its end: its pod, and the lines that this writes. Reads only, and knows nothing that another
 * backend, or this one after a restart, could not find out anew.
 *
 * @internal
 */
export class CopierWatch {
  readonly states: CopyStates;
  readonly #options: CopierWatchOptions;
  /** The pod that was read last, and what it has written; it may have been read farther before. */
  #logs: { pod: string; log: CopierLog }[] = [];
  #view: CopierView = { kind: 'waiting' };
  /** Since when there has been no pod, in milliseconds. */
  #waitingSince: number | undefined;

  constructor(options: CopierWatchOptions) {
    this.#options = options;
    this.states = new CopyStates(options.batch.entries.length);
  }

  get view(): CopierView {
    return this.#view;
  }

  /** What the copier has written of a copy, and the pod that it was; `undefined` if nothing was read. */
  logOf(
    index: number,
  ): (ReturnType<CopierLog['of']> & { pod: string }) | undefined {
    return this.#logs
      .map(({ pod, log }) => ({ pod, ...log.of(index) }))
      .sort((a, b) => b.content.length - a.content.length)[0];
  }

  /** Resolves when there is nothing more to be seen, or at the signal. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#options;
    try {
      while (!signal.aborted && !(await this.#look())) {
        // Until it has ended.
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#show({ kind: 'broken', error });
      }
    }
  }

  /** @returns whether that was the last look */
  async #look(): Promise<boolean> {
    const { windowMs, signal, timeoutSeconds, namespace } = this.#options;
    const connection = await this.#options.connect();
    const { client } = connection;
    const job = await this.#job(connection);
    if (!job) {
      this.#show({ kind: 'gone' });
      return true;
    }
    const { objects } = await client.waitFor(resources.pods, {
      namespace,
      labelSelector: this.#selector(),
      predicate: pods => pods.length > 0,
      timeoutMs: jobFailure(job) ? 0 : Math.min(windowMs, 2_000),
      signal,
    });
    const pod = newest(objects);
    if (!pod) {
      this.#waitingSince ??= Date.parse(job.metadata!.creationTimestamp!);
      const waitingFor = await explainMissingPod({
        connection,
        job,
        since: this.#waitingSince,
        timeoutSeconds,
        signal,
      });
      this.#show({ kind: 'waiting', waitingFor });
      return false;
    }
    this.#waitingSince = Date.now();
    if (hasEnded(pod)) {
      return this.#readEnd(connection, pod);
    }
    if (pod.status?.phase !== 'Running') {
      const { ready, waitingFor } = await waitForPod({
        connection,
        pod,
        ready: p => hasEnded(p) || p.status?.phase === 'Running',
        timeoutSeconds,
        windowMs,
        signal,
      });
      if (!ready) {
        this.#show({ kind: 'waiting', waitingFor });
      }
      return false;
    }
    this.#show({ kind: 'copying' });
    await this.#follow(connection, pod);
    return false;
  }

  /** Reads along until the pod ends, is gone, or the log breaks off. */
  async #follow(connection: ClusterConnection, pod: Pod): Promise<void> {
    const { namespace, windowMs, signal } = this.#options;
    const end = new AbortController();
    const log = this.#readLog(connection, pod, {
      follow: true,
      signal: AbortSignal.any([signal, end.signal]),
    });
    let logEnded = false;
    const ended = log.then(() => {
      logEnded = true;
    });
    try {
      for (let over = false; !over; ) {
        const { client } = await this.#options.connect();
        const { met } = await client.waitFor(resources.pods, {
          namespace,
          fieldSelector: `metadata.name=${pod.metadata!.name}`,
          predicate: pods => pods.length === 0 || hasEnded(pods[0]),
          timeoutMs: windowMs,
          signal,
        });
        over = met || logEnded;
      }
      // The kubelet may still be sending the last lines.
      await Promise.race([ended, sleep(2_000, end.signal)]);
    } finally {
      end.abort();
      await log;
    }
  }

  async #readEnd(connection: ClusterConnection, pod: Pod): Promise<boolean> {
    let lastLine: string | undefined;
    await this.#readLog(connection, pod, {
      follow: false,
      signal: AbortSignal.any([
        this.#options.signal,
        AbortSignal.timeout(30_000),
      ]),
      onLine: text => {
        lastLine = text;
      },
    });
    // Whoever stopped it removed the Job first, so it did not fail by itself.
    const gone = !(await this.#job(connection));
    const result = readMoverResult(
      pod,
      lastLine && parseMoverLine(lastLine)?.type === 'result'
        ? lastLine
        : undefined,
    );
    this.#show(gone || !result ? { kind: 'gone' } : { kind: 'ended', result });
    return true;
  }

  async #readLog(
    connection: ClusterConnection,
    pod: Pod,
    options: {
      follow: boolean;
      signal: AbortSignal;
      onLine?: (text: string) => void;
    },
  ): Promise<void> {
    const name = pod.metadata!.name!;
    const log = new CopierLog(this.#options.batch.entries.length);
    const before = this.#logs.at(-1);
    this.#logs = [...(before ? [before] : []), { pod: name, log }];
    await readCopierLog({
      client: connection.client,
      namespace: this.#options.namespace,
      name,
      container: MOVER_CONTAINER,
      follow: options.follow,
      signal: options.signal,
      onLine: (text, line) => {
        log.take(text, line);
        if (!line) {
          return;
        }
        options.onLine?.(text);
        const { phase } = this.states;
        const index = this.states.take(line);
        if (index !== undefined || phase !== this.states.phase) {
          this.#options.onChange(index);
        }
      },
    });
  }

  /** `undefined` when it is being removed, too. */
  async #job(connection: ClusterConnection): Promise<Job | undefined> {
    const { namespace, jobName, signal } = this.#options;
    const job = await connection.client.get(
      resources.jobs,
      { namespace, name: jobName },
      { signal },
    );
    return job?.metadata?.deletionTimestamp ? undefined : job;
  }

  #selector(): string {
    const { migrationId, id } = this.#options.batch;
    return batchSelector(migrationId, id);
  }

  #show(view: CopierView): void {
    this.#view = view;
    this.#options.onChange();
  }
}

/** A Job whose pod was deleted makes another one. */
function newest(pods: Pod[]): Pod | undefined {
  const time = (pod: Pod) =>
    Date.parse(String(pod.metadata?.creationTimestamp ?? 0));
  return [...pods].sort((a, b) => time(b) - time(a))[0];
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
