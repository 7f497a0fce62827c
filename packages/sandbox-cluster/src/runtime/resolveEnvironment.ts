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

import { ClusterContext } from '../controllers/ClusterContext';
import { KubeObject } from '../types';
import { expandVariables } from './rewritePaths';

/**
 * A container cannot be configured: the reason `CreateContainerConfigError`.
 * @internal
 */
export class ContainerConfigError extends Error {}

/**
 * The environment of a container: `envFrom`, then `env`, each with its references resolved.
 *
 * @throws ContainerConfigError when a secret, config map or key is missing and not optional
 * @internal
 */
export function resolveEnvironment(
  context: ClusterContext,
  pod: KubeObject,
  container: any,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const source of container.envFrom ?? []) {
    const reference = source.secretRef ?? source.configMapRef;
    const data = readData(
      context,
      pod,
      source.secretRef ? 'secrets' : 'configmaps',
      reference,
    );
    for (const [key, value] of Object.entries(data ?? {})) {
      result[`${source.prefix ?? ''}${key}`] = value;
    }
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom
      ? resolveReference(context, pod, variable.valueFrom)
      : expandVariables(String(variable.value ?? ''), result);
    if (value !== undefined) {
      result[variable.name] = value;
    }
  }
  return result;
}

function resolveReference(
  context: ClusterContext,
  pod: KubeObject,
  from: any,
): string | undefined {
  if (from.fieldRef) {
    return readField(pod, from.fieldRef.fieldPath);
  }
  if (from.resourceFieldRef) {
    return '0';
  }
  const plural = from.secretKeyRef ? 'secrets' : 'configmaps';
  const reference = from.secretKeyRef ?? from.configMapKeyRef;
  const data = readData(context, pod, plural, reference);
  const value = data?.[reference.key];
  if (value === undefined && !reference.optional) {
    const kind = from.secretKeyRef ? 'Secret' : 'ConfigMap';
    throw new ContainerConfigError(
      `couldn't find key ${reference.key} in ${kind} ${pod.metadata.namespace}/${reference.name}`,
    );
  }
  return value;
}

function readData(
  context: ClusterContext,
  pod: KubeObject,
  plural: 'secrets' | 'configmaps',
  reference: { name: string; optional?: boolean },
): Record<string, string> | undefined {
  const object = context.store.get(
    context.registry.get(plural),
    pod.metadata.namespace,
    reference.name,
  );
  if (!object) {
    if (reference.optional) return undefined;
    throw new ContainerConfigError(
      `${plural.slice(0, -1)} "${reference.name}" not found`,
    );
  }
  const decode = (text: string) =>
    plural === 'secrets' ? Buffer.from(text, 'base64').toString('utf8') : text;
  return Object.fromEntries(
    Object.entries<string>(object.data ?? {}).map(([k, v]) => [k, decode(v)]),
  );
}

/**
 * A field of a pod, as the downward API names it.
 * @internal
 */
export function readField(pod: KubeObject, path: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed) {
    return pod.metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2]] ?? '';
  }
  if (path === 'metadata.labels' || path === 'metadata.annotations') {
    const map = pod.metadata[path.slice(9) as 'labels' | 'annotations'] ?? {};
    return Object.entries(map)
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
      .join('\n');
  }
  const aliases: Record<string, string> = { 'status.podIPs': 'status.podIP' };
  const value = (aliases[path] ?? path)
    .split('.')
    .reduce<any>((at, key) => at?.[key], pod);
  return value === undefined ? '' : String(value);
}
