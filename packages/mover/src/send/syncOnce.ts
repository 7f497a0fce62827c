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

import type { ReceiverHello } from '../tunnel/hello';
import type { TunnelClient } from '../tunnel/TunnelClient';
import type { LargestFiles } from './LargestFiles';
import { rsyncArguments, type RsyncArgumentsOptions } from './rsyncArguments';
import type { RsyncProgress, RsyncStatistics } from './RsyncOutput';
import { type RsyncRun, runRsync } from './runRsync';
import type { SendOptions } from './send';
import type { TransferProgress } from './TransferProgress';
import { updateInPlace } from './updateInPlace';

/**
 * Runs rsync over the whole volume, and before it over those files of which the target has no room for a second copy.
 *
 * @returns how the run over all went, and what the one before it did, if there was one
 * @throws MoverError `TOOL_MISSING`; the signal's reason when it is aborted
 */
export async function syncOnce(
  options: SendOptions & {
    tunnel: TunnelClient;
    hello: ReceiverHello;
    keeps: RsyncArgumentsOptions['keeps'];
    sparse: boolean;
    compress: boolean;
    freeBytes?: number;
    largest: LargestFiles;
    progress: TransferProgress;
  },
): Promise<{ run: RsyncRun; inPlace?: Partial<RsyncStatistics> }> {
  const { tunnel, hello, progress, reporter, signal } = options;
  const common = {
    ...options,
    nanoseconds: hello.nanoseconds,
    remoteShell: tunnel.remoteShell(options.ioTimeout),
    roots: [options.dataDir, hello.dataDir],
    onProgress: (value: RsyncProgress) =>
      reporter.reportProgress(progress.update(value)),
  };
  progress.startRound();
  const first = await updateInPlace({ ...common, empty: hello.empty });
  signal.throwIfAborted();
  progress.startRound();
  const run = await runRsync({ ...common, args: rsyncArguments(common) });
  return { run, inPlace: first?.statistics };
}
