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

import { readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const EVERY_MS = 20;

/** CPU seconds, user and system, that a process has used so far. */
export function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Reads CPU time and peak resident memory (VmHWM, all threads) of a process until it has gone. */
export class ProcessWatch {
  cpuSeconds = 0;
  peakBytes = 0;
  #pid;
  #timer;

  constructor(pid) {
    this.#pid = pid;
    this.#timer = setInterval(() => this.#read(), EVERY_MS);
  }

  stop() {
    clearInterval(this.#timer);
  }

  #read() {
    try {
      const peak = /^VmHWM:\s+(\d+) kB/m.exec(
        readFileSync(`/proc/${this.#pid}/status`, 'utf8'),
      );
      // A process that has ended, but was not waited for yet, has no memory any more.
      if (!peak) return;
      this.peakBytes = Number(peak[1]) * 1024;
      this.cpuSeconds = cpuSeconds(this.#pid);
    } catch {
      this.stop();
    }
  }
}
