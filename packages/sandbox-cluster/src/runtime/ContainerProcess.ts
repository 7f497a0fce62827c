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

import { ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { ContainerLog } from './ContainerLog';
import { ProcessGuardian } from './ProcessGuardian';

/**
 * How a container's process ended.
 * @internal
 */
export interface ProcessEnd {
  exitCode: number;
  signal?: number;
  /** Why it could not be started at all. */
  startError?: string;
}

/** Marks what a container starts, so that processes which left its group are found. */
const MARK = 'SANDBOX_CONTAINER_ID';

/**
 * A container as a process with a group of its own.
 * @internal
 */
export class ContainerProcess {
  readonly ended: Promise<ProcessEnd>;
  readonly #child: ChildProcess;
  readonly #id: string;
  #alive = true;

  constructor(options: {
    id: string;
    argv: string[];
    env: Record<string, string>;
    cwd: string;
    log: ContainerLog;
    guardian: ProcessGuardian;
  }) {
    const { argv, env, cwd, log, guardian } = options;
    this.#id = options.id;
    const child = spawn(argv[0], argv.slice(1), {
      cwd,
      env: { ...env, [MARK]: options.id },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    if (child.pid) {
      guardian.add(child.pid);
    }
    child.stdout?.on('data', chunk => log.write('stdout', chunk));
    child.stderr?.on('data', chunk => log.write('stderr', chunk));
    this.ended = new Promise<ProcessEnd>(resolve => {
      child.once('error', error => {
        this.#alive = false;
        resolve({ exitCode: 128, startError: error.message });
      });
      child.once('exit', () => {
        // What the container left running would hold its output open; a real container's processes end with it.
        this.#killGroup('SIGKILL');
        this.#killStragglers();
        if (child.pid) guardian.remove(child.pid);
      });
      child.once('close', (code, signal) => {
        this.#alive = false;
        const number = signal ? constants.signals[signal] : undefined;
        resolve({
          exitCode: code ?? 128 + (number ?? 0),
          ...(number ? { signal: number } : {}),
        });
      });
    }).finally(() => log.close());
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.#alive) {
      this.#killGroup(signal);
    }
  }

  /** SIGTERM, then SIGKILL after the grace period; ends when the process has ended. */
  async stop(graceMs: number): Promise<void> {
    this.kill(graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
    const timer = setTimeout(() => this.kill('SIGKILL'), Math.max(graceMs, 1));
    await this.ended;
    clearTimeout(timer);
  }

  #killGroup(signal: NodeJS.Signals): void {
    try {
      if (this.#child.pid) process.kill(-this.#child.pid, signal);
    } catch {
      // Nothing is left of the group.
    }
  }

  #killStragglers(): void {
    if (process.platform !== 'linux') {
      return;
    }
    const needle = `${MARK}=${this.#id}`;
    for (const pid of readdirSync('/proc').filter(n => /^\d+$/.test(n))) {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        if (environment.split('\0').includes(needle)) {
          process.kill(Number(pid), 'SIGKILL');
        }
      } catch {
        // Ended meanwhile, or not ours to see.
      }
    }
  }
}
