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

import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { requireVolume } from '../requireVolume';
import { encodeEntry } from './ManifestEntry';
import { parseManifestParameters } from './ManifestParameters';
import { readManifest } from './readManifest';

/** While a large file is read nothing else would show that we are alive. */
const SIGN_OF_LIFE_MS = 5000;
const WRITE_SIZE = 64 * 1024;

/**
 * Writes the receiver's manifest, one line an entry. A line `.` is a sign of life, `.end` the last one, `.error
 * <message>` the last one of a manifest that could not be read to its end.
 *
 * @param args - the volume, and the parameters as JSON
 * @returns the exit code
 */
export async function serveManifest(
  args: string[],
  output: Writable,
): Promise<number> {
  const [root, parameters] = args;
  const abort = new AbortController();
  // the sender is gone
  output.on('error', error => abort.abort(error));
  const write = async (text: string) => {
    if (!output.write(text)) {
      await once(output, 'drain', { signal: abort.signal });
    }
  };
  const alive = setInterval(() => {
    if (!output.writableNeedDrain) {
      output.write('.\n');
    }
  }, SIGN_OF_LIFE_MS);
  try {
    await requireVolume(root);
    let lines = '';
    for await (const entries of readManifest(
      root,
      parseManifestParameters(parameters),
      { signal: abort.signal },
    )) {
      for (const entry of entries) {
        lines += `${encodeEntry(entry)}\n`;
        if (lines.length > WRITE_SIZE) {
          await write(lines);
          lines = '';
        }
      }
    }
    await write(`${lines}.end\n`);
    return 0;
  } catch (error) {
    if (!abort.signal.aborted) {
      await write(`.error ${JSON.stringify((error as Error).message)}\n`);
    }
    return 1;
  } finally {
    clearInterval(alive);
  }
}
