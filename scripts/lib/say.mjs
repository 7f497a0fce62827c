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

const started = Date.now();

/** Prints one step of a set-up, with the time since the start. */
export function step(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`[${seconds}s] ${text}\n`);
}

/** Something that the person at the keyboard must mend; its message is all that they are shown. */
export class Stop extends Error {}

/** Runs a command's main function: a {@link Stop} becomes one sentence and exit code 1, anything else keeps its stack. */
export async function main(run) {
  try {
    process.exitCode = (await run()) ?? process.exitCode ?? 0;
  } catch (error) {
    process.stderr.write(
      error instanceof Stop
        ? `${error.message}\n`
        : `${error?.stack ?? error}\n`,
    );
    process.exitCode = 1;
  }
}
