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

import type {
  LabelSelector,
  NetworkPolicy,
} from '../../../kubernetes/clientNode';

/** A way of traffic, as NetworkPolicies name it. @internal */
export type Direction = 'Ingress' | 'Egress';

/**
 * Whether the policies of a namespace keep traffic from a pod: some select it for the direction, and none of those lets
 * everything pass. Policies that let only some pass count as keeping it: one more of ours harms nothing, since policies add
 * up.
 *
 * @internal
 */
export function isolates(options: {
  policies: NetworkPolicy[];
  direction: Direction;
  /** Of the pod. */
  labels: Record<string, string>;
}): boolean {
  const { direction, labels } = options;
  const selecting = options.policies.filter(
    ({ spec }) =>
      spec &&
      directionsOf(spec).includes(direction) &&
      matches(spec.podSelector, labels),
  );
  return (
    selecting.length > 0 &&
    !selecting.some(({ spec }) =>
      direction === 'Egress'
        ? spec!.egress?.some(rule => !rule.to?.length && !rule.ports?.length)
        : spec!.ingress?.some(
            rule => !rule.from?.length && !rule.ports?.length,
          ),
    )
  );
}

function directionsOf(spec: NonNullable<NetworkPolicy['spec']>): string[] {
  return (
    spec.policyTypes ?? ['Ingress', ...(spec.egress?.length ? ['Egress'] : [])]
  );
}

function matches(
  selector: LabelSelector | undefined,
  labels: Record<string, string>,
): boolean {
  return (
    Object.entries(selector?.matchLabels ?? {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values }) => {
      switch (operator) {
        case 'In':
          return key in labels && values?.includes(labels[key]) === true;
        case 'NotIn':
          return !values?.includes(labels[key]);
        case 'Exists':
          return key in labels;
        case 'DoesNotExist':
          return !(key in labels);
        default:
          return true;
      }
    })
  );
}
