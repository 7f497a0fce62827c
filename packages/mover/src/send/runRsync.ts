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

import { killGroup } from '../process/killGroup';
import { startProcess } from '../process/startProcess';
import type { TunnelClient } from '../tunnel/TunnelClient';
import { RsyncErrors } from './RsyncErrors';
import type { RsyncProgress, RsyncStatistics } from './RsyncOutput';
import { RsyncOutput } from './RsyncOutput';

/** How one run of rsync went. */
export interface RsyncRun {
  exitCode: number;
  errors: RsyncErrors;
  progress: RsyncProgress;
  statistics: Partial<RsyncStatistics>;
}

/**
 * Runs rsync once, to its end.
 * @throws MoverError `TOOL_MISSING`
 */
export async function runRsync(options: {
  args: string[];
  tunnel: TunnelClient;
  runDir: string;
  /** The volume's folders on both sides. */
  roots: string[];
  signal: AbortSignal;
  onProgress(progress: RsyncProgress): void;
}): Promise<RsyncRun> {
  const errors = new RsyncErrors({ roots: options.roots });
  const output = new RsyncOutput({ onProgress: options.onProgress });
  await options.tunnel.clearLog();
  const rsync = await startProcess({
    command: 'rsync',
    args: options.args,
    cwd: options.runDir,
    signal: options.signal,
    onStdout: chunk => output.push(chunk),
    onStderr: chunk => errors.push(chunk),
  });
  const { code } = await rsync.exited;
  // rsync waits for its remote shell, but not when it is killed
  killGroup(rsync.pid, 'SIGKILL');
  errors.end();
  // without a code it was killed, as by the kernel when memory is short
  return {
    exitCode: code ?? 20,
    errors,
    progress: output.progress,
    statistics: output.statistics,
  };
}
