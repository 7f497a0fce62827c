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

import { ServerResponse } from 'node:http';
import { statusErrors } from '../api/statusErrors';
import { isTrue } from '../api/RequestInfo';
import { KubeObject } from '../types';
import { LogEntry, readLog } from './ContainerLog';
import { Kubelet } from './Kubelet';

const WAITING: Record<string, string> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

/**
 * Serves `pods/log`.
 *
 * @throws StatusError BadRequest when there is no such log (yet)
 * @internal
 */
export function serveLogs(
  kubelet: Kubelet,
  pod: KubeObject,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const container = containerOf(pod, query.get('container'));
  const runner = kubelet.worker(pod)?.runner(container);
  const status = statusOf(pod, container);
  const waiting = status?.state?.waiting;
  if (isTrue(query.get('previous'))) {
    const entries = runner ? readLog(runner.previousLogFile) : [];
    if (!status?.lastState?.terminated) {
      throw statusErrors.badRequest(
        `previous terminated container "${container}" in pod "${pod.metadata.name}" not found`,
      );
    }
    begin(response);
    response.end(format(select(entries, query), query));
    return;
  }
  if (waiting && !runner?.log) {
    const why = WAITING[waiting.reason] ?? waiting.reason;
    throw statusErrors.badRequest(
      `container "${container}" in pod "${pod.metadata.name}" is waiting to start: ${why}`,
    );
  }
  if (!pod.spec.nodeName || !status) {
    throw statusErrors.badRequest(
      `pod ${pod.metadata.name} does not have a host assigned`,
    );
  }
  begin(response);
  const log = runner?.log;
  const limit = Number(query.get('limitBytes') ?? Infinity);
  let left = limit;
  const write = (text: string) => {
    const piece = Buffer.from(text).subarray(0, left);
    left -= piece.length;
    if (piece.length) response.write(piece);
  };
  write(format(select(log ? readLog(log.file) : [], query), query));
  if (!log || log.closed || !isTrue(query.get('follow'))) {
    response.end();
    return;
  }
  const stop = log.follow(entry => {
    if (entry) write(format([entry], query));
    if (!entry || left <= 0) {
      stop();
      response.end();
    }
  });
  response.on('close', stop);
}

function begin(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/plain',
    'cache-control': 'no-cache, private',
  });
  response.flushHeaders();
}

function containerOf(pod: KubeObject, wanted: string | null): string {
  const main: string[] = pod.spec.containers.map((c: any) => c.name);
  const init: string[] = (pod.spec.initContainers ?? []).map(
    (c: any) => c.name,
  );
  if (wanted) {
    if (![...main, ...init].includes(wanted)) {
      throw statusErrors.badRequest(
        `container ${wanted} is not valid for pod ${pod.metadata.name}`,
      );
    }
    return wanted;
  }
  if (main.length > 1) {
    throw statusErrors.badRequest(
      `a container name must be specified for pod ${
        pod.metadata.name
      }, choose one of: [${main.join(' ')}]${
        init.length ? ` or one of the init containers: [${init.join(' ')}]` : ''
      }`,
    );
  }
  return main[0];
}

function statusOf(pod: KubeObject, container: string): any {
  return [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ].find((s: any) => s.name === container);
}

function select(entries: LogEntry[], query: URLSearchParams): LogEntry[] {
  const seconds = query.get('sinceSeconds');
  const sinceTime = query.get('sinceTime');
  let since = -Infinity;
  if (sinceTime) since = Date.parse(sinceTime);
  if (seconds) since = Date.now() - Number(seconds) * 1000;
  const recent = entries.filter(e => Date.parse(e.time) >= since);
  const tail = query.get('tailLines');
  if (tail === null) {
    return recent;
  }
  return Number(tail) > 0 ? recent.slice(-Number(tail)) : [];
}

function format(entries: LogEntry[], query: URLSearchParams): string {
  const withTime = isTrue(query.get('timestamps'));
  return entries
    .map(
      e => `${withTime ? `${e.time} ` : ''}${e.text}${e.partial ? '' : '\n'}`,
    )
    .join('');
}
