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

import { writeFile } from 'node:fs/promises';
import type {
  MoverLogLine,
  MoverPhase,
  MoverProgress,
  MoverResult,
} from '../types';
import { shortenResult } from './shortenResult';

/** Where a mover's lines go. */
export interface ReporterOptions {
  /** Takes one line with its newline. */
  write(line: string): void;
  /** The pod's termination message; written once, at the end. */
  terminationLog: string;
  /** Milliseconds between two progress lines. */
  progressIntervalMs?: number;
  now?: () => Date;
}

/** Writes a mover's JSON lines. Nothing else may write to standard output. */
export class Reporter {
  private readonly options: ReporterOptions;
  private lastProgressAt = 0;
  private lastPhase = '';
  private ended = false;
  /** The newest progress, whether it was written or not. */
  progress: MoverProgress | undefined;

  constructor(options: ReporterOptions) {
    this.options = options;
  }

  /** One line of any type; the time is added. */
  line(value: { type: string } & Record<string, unknown>): void {
    const { type, ...rest } = value;
    this.options.write(
      `${JSON.stringify({ type, time: this.time(), ...rest })}\n`,
    );
  }

  phase(phase: MoverPhase): void {
    if (phase !== this.lastPhase) {
      this.lastPhase = phase;
      this.line({ type: 'phase', phase });
    }
  }

  log(level: MoverLogLine['level'], message: string): void {
    this.line({ type: 'log', level, message });
  }

  /** Remembers the progress and writes it unless one was just written. */
  reportProgress(
    progress: MoverProgress,
    options: { always?: boolean } = {},
  ): void {
    this.progress = progress;
    const now = this.now().getTime();
    if (
      options.always ||
      now - this.lastProgressAt >= (this.options.progressIntervalMs ?? 1000)
    ) {
      this.lastProgressAt = now;
      this.line({ type: 'progress', ...progress });
    }
  }

  /** The last line, and the termination message. Later calls do nothing. */
  async end(result: Omit<MoverResult, 'type' | 'time'>): Promise<void> {
    if (this.ended) {
      return;
    }
    this.ended = true;
    const line: MoverResult = {
      type: 'result',
      time: this.time(),
      progress: this.progress,
      ...result,
    };
    try {
      await writeFile(
        this.options.terminationLog,
        JSON.stringify(shortenResult(line)),
      );
    } catch (error) {
      this.log(
        'warn',
        `The termination message could not be written: ${
          (error as Error).message
        }`,
      );
    }
    this.options.write(`${JSON.stringify(line)}\n`);
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }

  private time(): string {
    return this.now().toISOString();
  }
}
