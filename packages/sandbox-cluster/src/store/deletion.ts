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

import { StatusError } from '../api/StatusError';
import { statusErrors } from '../api/statusErrors';
import { KubeObject, ResourceType } from '../types';

/**
 * What the caller of a deletion asks for.
 * @internal
 */
export interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: string;
  orphanDependents?: boolean;
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: boolean;
}

/**
 * The object as it must be kept while it is being deleted, or undefined when nothing holds it.
 *
 * @throws StatusError Conflict when a precondition does not hold
 * @internal
 */
export function prepareDeletion(
  type: ResourceType,
  current: KubeObject,
  options: DeleteOptions,
): KubeObject | undefined {
  checkPreconditions(type, current, options);
  const next = structuredClone(current);
  const finalizers = new Set(next.metadata.finalizers ?? []);
  const policy = propagationOf(type, options);
  finalizers.delete('orphan');
  finalizers.delete('foregroundDeletion');
  if (policy === 'Orphan') finalizers.add('orphan');
  if (policy === 'Foreground') finalizers.add('foregroundDeletion');
  if (finalizers.size || next.metadata.finalizers) {
    next.metadata.finalizers = [...finalizers];
  }
  const grace = gracePeriodOf(type, current, options);
  const held =
    finalizers.size > 0 || (grace ?? 0) > 0 || type.kind === 'Namespace';
  if (!held) {
    return undefined;
  }
  next.metadata.deletionTimestamp ??= inSeconds(grace ?? 0);
  if (type.kind === 'Pod') {
    const before = current.metadata.deletionGracePeriodSeconds;
    next.metadata.deletionGracePeriodSeconds =
      before === undefined ? grace ?? 0 : Math.min(before, grace ?? 0);
  } else {
    next.metadata.deletionGracePeriodSeconds ??= 0;
  }
  if (type.kind === 'Namespace') {
    delete next.metadata.deletionGracePeriodSeconds;
    next.status = { ...next.status, phase: 'Terminating' };
  }
  return next;
}

function checkPreconditions(
  type: ResourceType,
  current: KubeObject,
  { preconditions }: DeleteOptions,
): void {
  const { uid, resourceVersion, name } = current.metadata;
  if (preconditions?.uid && preconditions.uid !== uid) {
    throw preconditionFailed(
      type,
      name,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (
    preconditions?.resourceVersion &&
    preconditions.resourceVersion !== resourceVersion
  ) {
    throw preconditionFailed(
      type,
      name,
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}

/** Here the server names the kind, where it names the resource everywhere else. */
function preconditionFailed(
  type: ResourceType,
  name: string,
  cause: string,
): StatusError {
  return statusErrors.conflict(
    { group: type.group, plural: type.kind },
    name,
    cause,
  );
}

/** Jobs of batch/v1 leave their pods behind unless asked otherwise: the server keeps this for old clients. */
function propagationOf(type: ResourceType, options: DeleteOptions): string {
  if (options.propagationPolicy) {
    return options.propagationPolicy;
  }
  if (options.orphanDependents !== undefined) {
    return options.orphanDependents ? 'Orphan' : 'Background';
  }
  return type.kind === 'Job' ? 'Orphan' : 'Background';
}

function gracePeriodOf(
  type: ResourceType,
  current: KubeObject,
  options: DeleteOptions,
): number | undefined {
  if (type.kind !== 'Pod') {
    return undefined;
  }
  const ended = ['Succeeded', 'Failed'].includes(current.status?.phase);
  if (!current.spec?.nodeName || ended) {
    return 0;
  }
  return (
    options.gracePeriodSeconds ??
    current.spec.terminationGracePeriodSeconds ??
    30
  );
}

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000)
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z');
}
