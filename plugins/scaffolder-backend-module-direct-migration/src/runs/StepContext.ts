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
import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/** What every action needs of the step that runs it. */
export type StepContext = Pick<
  ActionContext<any, any>,
  | 'each'
  | 'getInitiatorCredentials'
  | 'isDryRun'
  | 'logger'
  | 'signal'
  | 'step'
  | 'task'
>;

/** A key that is the same whenever the same step of the same task runs again, and no other. */
export function stepKey(context: StepContext): string {
  const { each, step, task } = context;
  const iteration = each?.key === undefined ? '' : `:${each.key}`;
  return `${task.id}:${step?.id ?? 'start'}${iteration}`.slice(0, 255);
}

/** On whose behalf a step calls the backend. */
export async function requestOf(context: StepContext) {
  return {
    credentials: await context.getInitiatorCredentials(),
    signal: context.signal,
  };
}
