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

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from './startProcess';

describe('startProcess', () => {
  it('does not wait for a stranger that holds the output of an ended process', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'process-'));
    let output = '';
    const started = await startProcess({
      command: 'sh',
      args: ['-c', 'setsid sleep 100000 & echo $! >pid; echo last; exit 7'],
      cwd,
      signal: new AbortController().signal,
      onStdout: chunk => {
        output += chunk;
      },
    });
    try {
      expect(await started.exited).toEqual({ code: 7, signal: undefined });
      expect(output).toBe('last\n');
    } finally {
      process.kill(Number(readFileSync(join(cwd, 'pid'), 'utf8')), 'SIGKILL');
      rmSync(cwd, { recursive: true });
    }
  });
});
