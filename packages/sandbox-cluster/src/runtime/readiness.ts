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

import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks a readiness probe once: `tcpSocket` and `httpGet`. Probes that the sandbox cannot do count as ready.
 * @internal
 */
export async function isReady(
  probe: any,
  container: any,
  podIp: string,
): Promise<boolean> {
  const timeout = (probe.timeoutSeconds ?? 1) * 1000;
  if (probe.tcpSocket) {
    const port = portOf(probe.tcpSocket.port, container);
    return new Promise(resolve => {
      const socket = connect({ host: probe.tcpSocket.host ?? podIp, port });
      const finish = (ready: boolean) => {
        socket.destroy();
        resolve(ready);
      };
      socket.setTimeout(timeout, () => finish(false));
      socket.once('connect', () => finish(true));
      socket.once('error', () => finish(false));
    });
  }
  if (probe.httpGet) {
    const { port, path = '/', scheme = 'HTTP', host = podIp } = probe.httpGet;
    const send = scheme === 'HTTPS' ? httpsRequest : httpRequest;
    return new Promise(resolve => {
      const request = send(
        {
          host,
          port: portOf(port, container),
          path,
          timeout,
          // As kubelet: probes do not check certificates.
          ...(scheme === 'HTTPS' ? { rejectUnauthorized: false } : {}),
        },
        response => {
          response.resume();
          const status = response.statusCode ?? 500;
          resolve(status >= 200 && status < 400);
        },
      );
      request.once('timeout', () => request.destroy(new Error('timeout')));
      request.once('error', () => resolve(false));
      request.end();
    });
  }
  return true;
}

/**
 * The number of a port that may be given by the name of a container's port.
 * @internal
 */
export function portOf(port: number | string, container: any): number {
  if (/^\d+$/.test(String(port))) {
    return Number(port);
  }
  return container.ports?.find((p: any) => p.name === port)?.containerPort ?? 0;
}

/**
 * Asks a container's readiness probe again and again, and tells when the answer changes.
 * @internal
 */
export async function watchReadiness(options: {
  container: any;
  podIp: string;
  signal: AbortSignal;
  onChange: (ready: boolean) => void;
}): Promise<void> {
  const { container, podIp, signal, onChange } = options;
  const probe = container.readinessProbe;
  let known = false;
  if (!probe) return;
  const period = (probe.periodSeconds ?? 10) * 1000;
  let failures = 0;
  await delay((probe.initialDelaySeconds ?? 0) * 1000, undefined, {
    signal,
  }).catch(() => undefined);
  while (!signal.aborted) {
    const ready = await isReady(probe, container, podIp);
    if (signal.aborted) return;
    failures = ready ? 0 : failures + 1;
    const next: boolean =
      ready || (known && failures < (probe.failureThreshold ?? 3));
    if (next !== known) {
      known = next;
      onChange(next);
    }
    // Until it is ready for the first time a pod is looked at more often than its period: the sandbox is for fast tests.
    await delay(known ? period : Math.min(period, 250), undefined, {
      signal,
    }).catch(() => undefined);
  }
}
