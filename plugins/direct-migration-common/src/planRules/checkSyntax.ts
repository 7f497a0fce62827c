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

import type { ReportProblem } from './PlanProblem';
import { tagPatternFault } from './tagPatternFault';

/** What says whether a value is one; the rule that says that it is none has the same name. */
const KINDS = {
  dnsLabel: (value: string) =>
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(value),
  dnsSubdomain: (value: string) =>
    value.length <= 253 &&
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(
      value,
    ),
  quantity(value: string) {
    const match =
      value.length <= 40
        ? /^\+?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[kMGTPE]|[eE]\+?[0-9]{1,2})?$/.exec(
            value,
          )
        : undefined;
    return Boolean(match) && Number(match![1]) > 0;
  },
  repository: (value: string) =>
    value.length <= 255 &&
    /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/.test(
      value,
    ),
  tag: (value: string) => /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(value),
  digest: (value: string) =>
    /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(value),
  platform: (value: string) =>
    value.length <= 100 &&
    /^[a-z0-9]+\/[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)?$/.test(value),
};

/** Says so when a value is not what it should be; what is absent is not looked at. @internal */
export function checkSyntax(
  report: ReportProblem,
  kind: keyof typeof KINDS,
  value: string | undefined,
  field: string,
): void {
  if (value !== undefined && !KINDS[kind](value)) {
    report(
      value
        ? { field, rule: kind, values: { value } }
        : { field, rule: 'valueMissing' },
    );
  }
}

/** Says so when a value is not a pattern of tags. @internal */
export function checkTagPattern(
  report: ReportProblem,
  value: string,
  field: string,
): void {
  const fault = tagPatternFault(value);
  if (fault) {
    report({ field, rule: fault.rule, values: { value, ...fault.values } });
  }
}
