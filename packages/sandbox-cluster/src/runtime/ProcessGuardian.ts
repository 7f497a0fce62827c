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

// Reads "+ <group>" and "- <group>" and kills every group that is left when its input ends, however this process ended.
const SCRIPT = `
groups=""
while read -r op group; do
  case "$op" in
    +) groups="$groups $group" ;;
    -) rest=""
       for g in $groups; do [ "$g" = "$group" ] || rest="$rest $g"; done
       groups=$rest ;;
  esac
done
for g in $groups; do kill -KILL "-$g" 2>/dev/null; done
`;

/**
 * A small process beside this one which kills the containers' processes when this one dies, even by SIGKILL.
 * @internal
 */
export class ProcessGuardian {
  #child: ChildProcess | undefined;

  start(): void {
    const child = spawn('/bin/sh', ['-c', SCRIPT], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    child.on('error', () => {});
    child.stdin?.on('error', () => {});
    this.#child = child;
  }

  add(group: number): void {
    this.#child?.stdin?.write(`+ ${group}\n`);
  }

  remove(group: number): void {
    this.#child?.stdin?.write(`- ${group}\n`);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) {
      return;
    }
    const ended = new Promise<void>(resolve =>
      child.once('exit', () => resolve()),
    );
    child.stdin?.end();
    await ended;
  }
}
