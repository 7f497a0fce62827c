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

import type { Stats } from 'node:fs';
import { requireVolume } from '../requireVolume';
import type { SendOptions } from './send';
import { scanVolume, type VolumeScan } from './scanVolume';

/** Counts the volume and says so. */
export async function announceScan(
  options: Pick<SendOptions, 'dataDir' | 'reporter' | 'signal'>,
  onFile: (path: string, stats: Stats) => void,
): Promise<VolumeScan> {
  const { reporter, signal, dataDir } = options;
  await requireVolume(dataDir);
  reporter.phase('scanning');
  const found = await scanVolume(dataDir, {
    signal,
    onFile,
    onProgress: ({ bytes, files }) =>
      reporter.reportProgress({
        bytesDone: 0,
        bytesTotal: bytes,
        filesDone: 0,
        filesTotal: files,
      }),
  });
  signal.throwIfAborted();
  reporter.reportProgress(
    {
      bytesDone: 0,
      bytesTotal: found.bytes,
      filesDone: 0,
      filesTotal: found.files,
    },
    { always: true },
  );
  reporter.log(
    'info',
    `The volume holds ${found.files} files in ${found.directories} folders, ${found.bytes} bytes (${found.allocatedBytes} allocated)`,
  );
  return found;
}
