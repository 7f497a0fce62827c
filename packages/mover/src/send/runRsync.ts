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

import { sleep } from '../process/sleep';
import { startProcess } from '../process/startProcess';
import { RSYNC_WITH_CONNECTION } from '../tunnel/connectScript';
import type { TunnelClient } from '../tunnel/TunnelClient';
import { RsyncErrors } from './RsyncErrors';
import type { RsyncProgress, RsyncStatistics } from './RsyncOutput';
import { RsyncOutput } from './RsyncOutput';

/** How long stunnel may take to see that rsync has closed the connection. */
const CLOSE_MS = 5000;

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
  const tunnel = await options.tunnel.open();
  const rsync = await startProcess({
    command: '/bin/sh',
    args: ['-c', RSYNC_WITH_CONNECTION, 'sh', ...options.args],
    cwd: options.runDir,
    stdin: tunnel.stdin,
    signal: options.signal,
    onStdout: chunk => output.push(chunk),
    onStderr: chunk => errors.push(chunk),
  });
  // ours would keep the connection open when rsync has ended
  tunnel.stdin?.destroy();
  const { code } = await rsync.exited;
  await Promise.race([tunnel.exited, sleep(CLOSE_MS, options.signal)]);
  await tunnel.stop();
  errors.end();
  // without a code it was killed, as by the kernel when memory is short
  return {
    exitCode: code ?? 20,
    errors,
    progress: output.progress,
    statistics: output.statistics,
  };
}
