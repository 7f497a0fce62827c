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

import type { PlanRule } from './PlanProblem';
import { planRuleMessages } from './planRuleMessages';

/** The English words of a rule. @internal */
export function sayRule(
  rule: PlanRule,
  values: Record<string, string> = {},
): { message: string; hint: string } {
  // In one pass: what a person has typed may look like a placeholder.
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (whole, name) => values[name] ?? whole);
  const { message, hint } = planRuleMessages[rule];
  return { message: fill(message), hint: fill(hint) };
}
