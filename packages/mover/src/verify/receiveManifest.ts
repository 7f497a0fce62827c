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

import type { TunnelClient } from '../tunnel/TunnelClient';
import { ManifestBrokenError } from './ManifestBrokenError';
import type { ManifestParameters } from './ManifestParameters';
import { MANIFEST_COMMAND } from './manifestCommand';

/**
 * The receiver's manifest, as it comes in, a line for each entry. Whoever does not take the next lines slows the receiver
 * down.
 *
 * @param options - `ioTimeout`: seconds without a line after which the connection counts as dead
 * @throws ManifestBrokenError, MoverError `TOOL_MISSING`; the signal's reason when it is aborted
 */
export async function* receiveManifest(options: {
  tunnel: TunnelClient;
  parameters: ManifestParameters;
  ioTimeout: number;
  signal: AbortSignal;
}): AsyncGenerator<string[]> {
  const { tunnel, signal } = options;
  const silence = new AbortController();
  const chunks = await tunnel.stream(
    `${MANIFEST_COMMAND} ${JSON.stringify(options.parameters)}`,
    AbortSignal.any([signal, silence.signal]),
  );
  const iterator = chunks[Symbol.asyncIterator]();
  let rest = '';
  try {
    for (;;) {
      const timer = setTimeout(() => silence.abort(), options.ioTimeout * 1000);
      const next = await iterator
        .next()
        .catch(() => undefined)
        .finally(() => clearTimeout(timer));
      signal.throwIfAborted();
      if (!next || next.done) {
        const failure = await tunnel.failure();
        throw new ManifestBrokenError(
          silence.signal.aborted
            ? `the receiver sent nothing for ${options.ioTimeout} s`
            : failure?.cause ?? 'the connection was closed before its end',
        );
      }
      const lines = (rest + next.value.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      const entries: string[] = [];
      for (const line of lines) {
        if (!line.startsWith('.')) {
          entries.push(line);
          continue;
        }
        const [, word, json] = /^\.(end|error)? ?(.*)$/.exec(line) ?? [];
        if (word === 'end') {
          yield entries;
          return;
        }
        if (word === 'error') {
          throw new ManifestBrokenError(`the receiver says: ${json}`);
        }
      }
      yield entries;
    }
  } finally {
    silence.abort();
    await iterator.return?.();
  }
}
