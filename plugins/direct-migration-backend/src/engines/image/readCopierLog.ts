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

import type { ClusterClient } from '../../kubernetes/ClusterClient';
import { parseJsonLine } from './parseJsonLine';

/**
 * Reads a copier's log from its beginning. A log that cannot be read does no harm: what became of the copies is in the pod's
 * termination message, too.
 *
 * @param options - `onLine`: called with each line, and what it is if it is JSON
 * @internal
 */
export async function readCopierLog(options: {
  client: ClusterClient;
  namespace: string;
  name: string;
  container: string;
  follow: boolean;
  signal: AbortSignal;
  onLine: (text: string, line: object | undefined) => void;
}): Promise<void> {
  const { client, onLine, ...log } = options;
  try {
    for await (const text of client.podLog(log)) {
      onLine(text, parseJsonLine(text));
    }
  } catch {
    // Without rights on logs, or with a node that is away.
  }
}
