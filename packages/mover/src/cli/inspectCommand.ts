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

import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { inspect } from '../inspect/inspect';
import { collect } from './collect';
import { numberFrom } from './numberFrom';
import { runCommand } from './runCommand';

const MAX_SECONDS = 90;

/** Adds `inspect` to the command line. */
export function inspectCommand(
  program: Command,
  onExit: (code: number) => void,
): void {
  const id = numberFrom({ min: 0 });
  program
    .command('inspect')
    .description('say what a volume holds, and what of it would be lost')
    .requiredOption('--data <dir>', 'where the volume is mounted')
    .requiredOption(
      '--termination-log <file>',
      'gets the result, at most 4,096 bytes',
    )
    .addOption(
      new Option('--target-uid <n>', 'whom the receiver will run as')
        .default(0)
        .argParser(id),
    )
    .addOption(
      new Option('--target-gid <n>', 'a group of the receiver').argParser(
        (value: string, before: number[] = []) => [...before, id(value)],
      ),
    )
    .option('--include <pattern>', 'move it although --exclude has it', collect)
    .option('--exclude <pattern>', 'do not move it; as rsync has it', collect)
    .addOption(
      new Option('--max-seconds <s>', 'then say what was seen so far')
        .default(MAX_SECONDS)
        .argParser(numberFrom({ min: 0 })),
    )
    .action(async flags =>
      onExit(
        await runCommand(
          context =>
            inspect({
              ...context,
              dataDir: resolve(flags.data),
              targetUid: flags.targetUid,
              targetGids: flags.targetGid ?? [],
              filters: {
                include: flags.include ?? [],
                exclude: flags.exclude ?? [],
              },
              maxSeconds: flags.maxSeconds,
            }),
          { terminationLog: flags.terminationLog },
        ),
      ),
    );
}
