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

import { checkSyntax } from './checkSyntax';
import type { PlanContent } from './PlanContent';
import type { ReportProblem } from './PlanProblem';

/** Names of namespaces, none mapped twice. @internal */
export function checkNamespaces(
  report: ReportProblem,
  plan: PlanContent,
): void {
  const sources = new Set<string>();
  plan.namespaces.forEach(({ source, target }, index) => {
    const field = `namespaces[${index}]`;
    checkSyntax(report, 'dnsLabel', source, `${field}.source`);
    checkSyntax(report, 'dnsLabel', target, `${field}.target`);
    if (sources.has(source)) {
      report({
        field: `${field}.source`,
        rule: 'namespaceTwice',
        values: { namespace: source },
      });
    }
    sources.add(source);
  });
}
