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

import { CommanderError } from 'commander';
import { MoverError } from '../errors/MoverError';
import { createProgram } from './createProgram';
import { runCommand } from './runCommand';

/** Wrong arguments end with a result too. */
async function refuse(error: unknown): Promise<number> {
  if (error instanceof CommanderError && error.exitCode === 0) {
    return 0;
  }
  const index = process.argv.indexOf('--termination-log');
  return runCommand(
    async () => {
      throw error instanceof CommanderError
        ? new MoverError({
            code: 'CONFIG_INVALID',
            message: error.message.replace(/^error: /, ''),
            hint: 'Run with --help to see the arguments.',
          })
        : error;
    },
    { terminationLog: (index > 0 && process.argv[index + 1]) || '/dev/null' },
  );
}

/** Does what the arguments of this process say, and ends it. @internal */
export function runMover(): void {
  let exitCode = 0;
  createProgram(code => {
    exitCode = code;
  })
    .parseAsync()
    .catch(async error => {
      exitCode = await refuse(error);
    })
    .then(() => {
      // children and watches are gone by now; a pool of connections of the copier may not be
      process.stdout.write('', () => process.exit(exitCode));
    });
}
