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
  ItemLog,
  ItemLogs,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/**
 * Logs as plain text, pod after pod; at the end, why there may be more that could not be read.
 *
 * @internal
 */
export function toLogText({ logs, problems }: ItemLogs): string {
  return [
    ...logs.map(toText),
    ...problems.map(
      ({ code, message }) =>
        `==> what runs now could not all be read: ${message} (${code}) <==\n`,
    ),
  ].join('');
}

function toText(log: ItemLog): string {
  const { attempt, component, content, live, pod, truncated } = log;
  return `==> ${component}, attempt ${attempt}, pod ${pod}${
    live ? ', live' : ''
  } <==\n${truncated ? beginning(live) : ''}${content}\n`;
}

function beginning(live: boolean): string {
  return live
    ? '[what came before is left out]\n'
    : '[what came before was not kept]\n';
}
