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

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { MoverLine, MoverResult } from '../types';

/** A real mover, started from the bundle. */
export class MoverProcess {
  readonly lines: MoverLine[] = [];
  readonly child: ChildProcess;
  readonly exited: Promise<number | undefined>;
  /** What it wrote that was no JSON, and its standard error. */
  noise = '';
  private waiters: Array<() => void> = [];

  constructor(
    bundle: string,
    args: string[],
    options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
  ) {
    this.child = spawn(process.execPath, [bundle, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    let rest = '';
    this.child.stdout?.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        try {
          this.lines.push(JSON.parse(part));
        } catch {
          this.noise += `${part}\n`;
        }
      }
      this.waiters.splice(0).forEach(wake => wake());
    });
    this.child.stderr?.on('data', chunk => {
      this.noise += chunk;
    });
    this.exited = once(this.child, 'close').then(([code]) => {
      this.waiters.splice(0).forEach(wake => wake());
      return code ?? undefined;
    });
  }

  /** Waits for a line; fails when the mover ends without it. */
  async line(test: (line: MoverLine) => boolean): Promise<MoverLine> {
    for (;;) {
      const found = this.lines.find(test);
      if (found) {
        return found;
      }
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(
          `The mover ended without that line:\n${JSON.stringify(
            this.lines,
            undefined,
            1,
          )}\n${this.noise}`,
        );
      }
      await new Promise<void>(resolve => this.waiters.push(resolve));
    }
  }

  phase(phase: string): Promise<MoverLine> {
    return this.line(line => line.type === 'phase' && line.phase === phase);
  }

  phases(): string[] {
    return this.lines.flatMap(line =>
      line.type === 'phase' ? [line.phase] : [],
    );
  }

  /** Waits for the end; the last line, which must be a result. */
  async result(): Promise<MoverResult & { processExitCode?: number }> {
    const processExitCode = await this.exited;
    const last = this.lines[this.lines.length - 1];
    if (last?.type !== 'result') {
      throw new Error(
        `The last line is no result:\n${JSON.stringify(
          this.lines,
          undefined,
          1,
        )}\n${this.noise}`,
      );
    }
    return { ...last, processExitCode };
  }

  /** By force, if it still runs. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.child.kill(signal);
    await this.exited;
  }
}
