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

import { MigrationError } from '../../../errors/MigrationError';
import type { KubernetesObject } from '../../../kubernetes/clientNode';
import { ifAllowed } from '../../../kubernetes/ifAllowed';
import { resources, type Resource } from '../../../kubernetes/resources';
import type { EndpointRequest } from './EndpointStrategy';
import { volumeOptions } from '../volumeOptions';
import type { VolumeSpec } from '../VolumeSides';

/**
 * What an object says about itself: the result that was waited for, or a refusal, or nothing yet.
 *
 * @internal
 */
export type Verdict<R> = { done: R } | { refused: string } | undefined;

/**
 * Waits a little until a cluster has taken an object; past the deadline it fails with the cause that the cluster gives. The
 * deadline counts from the object's creation, so that a restart of the backend does not start it anew.
 *
 * @param options - `nobody`: the cause when the cluster says nothing; `code`, `hint`: of the error
 * @returns the result, or what is waited for
 * @internal
 */
export async function awaitEndpoint<T extends KubernetesObject, R>(options: {
  request: EndpointRequest;
  resource: Resource<T>;
  object: T;
  judge: (object: T) => Verdict<R>;
  code: string;
  nobody: string;
  hint: string;
  now?: () => number;
}): Promise<{ done: R } | { waitingFor: string }> {
  const { request, resource, object, judge } = options;
  const { context, target, namespace } = request;
  const { signal } = context;
  const now = options.now ?? Date.now;
  const name = object.metadata!.name!;
  const timeout = volumeOptions(
    context.plan,
    context.spec as VolumeSpec | undefined,
  ).endpointTimeoutSeconds;
  const deadline =
    Date.parse(object.metadata!.creationTimestamp!) + timeout * 1000;
  const { objects } = await target.client.waitFor(resource, {
    namespace,
    fieldSelector: `metadata.name=${name}`,
    predicate: found => found.length === 0 || judge(found[0]) !== undefined,
    timeoutMs: Math.max(0, Math.min(request.windowMs, deadline - now())),
    signal,
  });
  const verdict = objects[0] && judge(objects[0]);
  if (verdict && 'done' in verdict) {
    return verdict;
  }
  const what = `${resource.kind} ${namespace}/${name} on ${target.name}`;
  const cause =
    verdict?.refused ??
    (await newestWarning(request, resource.kind, name)) ??
    (objects[0] ? options.nobody : 'somebody deleted it');
  if (!verdict && now() < deadline) {
    return { waitingFor: `${what}: ${cause}` };
  }
  throw new MigrationError({
    code: options.code,
    message: `${what} is not usable${
      verdict ? '' : ` after ${timeout} s`
    }: ${cause}`,
    hint: options.hint,
    kind: 'ServiceUnavailableError',
    retryable: true,
  });
}

async function newestWarning(
  { context, target, namespace }: EndpointRequest,
  kind: string,
  name: string,
): Promise<string | undefined> {
  const events = await ifAllowed(
    target.client.list(resources.events, {
      namespace,
      fieldSelector: `type=Warning,involvedObject.kind=${kind},involvedObject.name=${name}`,
      signal: context.signal,
    }),
    [],
  );
  const time = (event: (typeof events)[number]) =>
    event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp ?? '';
  const newest = events.sort((a, b) => time(a).localeCompare(time(b))).pop();
  return newest && [newest.reason, newest.message].filter(Boolean).join(': ');
}
