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

import type { planRuleMessages } from './planRuleMessages';

/** Name of a rule, of those that have a text in `planRuleMessages`. @public */
export type PlanRule = keyof typeof planRuleMessages;

/** A mistake in what was entered for a plan, said in the words of the person who must mend it. @public */
export interface PlanProblem {
  /** The field at fault, `volumes[0].name`. */
  field: string;
  /** Stable; listed in `docs/troubleshooting.md`. */
  code: string;
  message: string;
  /** What to do. */
  hint: string;
  /** Which rule says so, for a translation; not there where a cluster or the backend says it. */
  rule?: PlanRule;
  /** What stands for the `{{…}}` of the rule's text. */
  values?: Record<string, string>;
}

/** Takes what a rule has found. @internal */
export type ReportProblem = (problem: {
  field: string;
  rule: PlanRule;
  code?: string;
  values?: Record<string, string | number>;
}) => void;
