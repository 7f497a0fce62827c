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

import type { PodDemand } from '../../engines/common/podDemand';
import type { LimitRange } from '../../kubernetes/clientNode';
import { parseQuantity } from '../../kubernetes/quantity';

/**
 * What LimitRanges have against our pods, in words; empty if nothing.
 *
 * @internal
 */
export function podProblems(ranges: LimitRange[], pod: PodDemand): string[] {
  const problems: string[] = [];
  for (const { range, limit } of limitsOf(ranges, ['Container', 'Pod'])) {
    for (const resource of ['cpu', 'memory'] as const) {
      const request = pod.requests[resource];
      const ours = pod.limits[resource];
      const [min, max, ratio] = [
        limit.min?.[resource],
        limit.max?.[resource],
        limit.maxLimitRequestRatio?.[resource],
      ];
      const say = (text: string) =>
        problems.push(`${range}: ${limit.type} ${resource} ${text}`);
      if (exceeds(ours, max)) {
        say(`at most ${max}, the transfer pod has the limit ${ours}`);
      }
      if (exceeds(min, request)) {
        say(`at least ${min}, the transfer pod asks for ${request}`);
      }
      if (
        ratio !== undefined &&
        parseQuantity(ours)! / parseQuantity(request)! > parseQuantity(ratio)!
      ) {
        say(
          `limit at most ${ratio} times the request, the transfer pod has ${ours} for ${request}`,
        );
      }
    }
  }
  return problems;
}

/**
 * What LimitRanges have against a claim, in words; empty if nothing.
 *
 * @param capacity - a quantity
 * @internal
 */
export function claimProblems(
  ranges: LimitRange[],
  capacity: string,
): string[] {
  return limitsOf(ranges, ['PersistentVolumeClaim']).flatMap(
    ({ range, limit }) => {
      const { min, max } = { min: limit.min?.storage, max: limit.max?.storage };
      return [
        ...(exceeds(capacity, max) ? [`${range}: at most ${max}`] : []),
        ...(exceeds(min, capacity) ? [`${range}: at least ${min}`] : []),
      ];
    },
  );
}

function limitsOf(ranges: LimitRange[], types: string[]) {
  return ranges.flatMap(range =>
    (range.spec?.limits ?? [])
      .filter(({ type }) => types.includes(type))
      .map(limit => ({ range: range.metadata?.name, limit })),
  );
}

function exceeds(a: string | undefined, b: string | undefined): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return left !== undefined && right !== undefined && left > right;
}
