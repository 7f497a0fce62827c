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

import { Command, CommanderError, Option } from 'commander';
import { copyImages } from '../copyImages';
import type { CopyReport } from '../model/events';
import type { CopyOptions } from '../model/types';
import { planImages } from '../planImages';
import { createReporter } from './createReporter';
import type { Reporter, ReporterOutput } from './createReporter';
import { readConfigFile } from './readConfigFile';

interface Flags {
  config: string;
  dryRun?: boolean;
  existing?: CopyOptions['existing'];
  concurrency?: number;
  bandwidthLimit?: number;
  platform?: string[];
}

const EXIT_CODES: Record<CopyReport['status'], number> = {
  succeeded: 0,
  partiallyFailed: 3,
  failed: 1,
};

/**
 * The command line: `copy` and `plan`.
 *
 * @returns the exit code: 0 all copied, 3 some tags failed, 1 all failed or nothing could begin
 */
export async function runCli(options: {
  /** Without the program itself. */
  args: string[];
  stdout: ReporterOutput;
  stderr: ReporterOutput;
  signal?: AbortSignal;
}): Promise<number> {
  const { args, stdout, stderr, signal } = options;
  const reporter = createReporter(stdout);
  let exitCode = 0;

  const plan = async (settings: CopyOptions) => {
    const planned = await planImages(settings);
    reporter.plan(planned);
    const failed = planned.tags.filter(
      ({ action }) => action === 'fail',
    ).length;
    const someFailed = failed === planned.tags.length ? 1 : 3;
    exitCode = failed ? someFailed : 0;
  };
  const copy = async (settings: CopyOptions) => {
    const report = await copyImages(settings);
    exitCode = EXIT_CODES[report.status];
    reporter.report(report, exitCode);
  };

  const program = new Command('registry-copier')
    .description('Copies images from registry to registry by digest')
    .exitOverride()
    .configureOutput({
      writeOut: text => stdout.write(text),
      writeErr: text => stderr.write(text),
    });
  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .requiredOption('--config <file>', 'JSON file with registries and copies')
      .addOption(
        new Option(
          '--existing <policy>',
          'tags that the target has with another image',
        ).choices(['overwrite', 'refuse', 'skip']),
      )
      .addOption(
        new Option(
          '--concurrency <n>',
          'blobs at a time for each registry',
        ).argParser(Number),
      )
      .addOption(
        new Option(
          '--bandwidth-limit <bytes>',
          'bytes per second over all registries',
        ).argParser(Number),
      )
      .option(
        '--platform <platform...>',
        'of multi-platform images only these, os/architecture[/variant]',
      );
  command('copy', 'copy images')
    .option('--dry-run', 'only say what would be done')
    .action(
      async (flags: Flags) =>
        await withConfig(flags, flags.dryRun ? plan : copy),
    );
  command('plan', 'say what would be done').action(
    async (flags: Flags) => await withConfig(flags, plan),
  );

  async function withConfig(
    flags: Flags,
    task: (settings: CopyOptions) => Promise<void>,
  ): Promise<void> {
    const { existing, concurrency, bandwidthLimit, platform } = flags;
    const config = await readConfigFile(flags.config);
    await task({
      ...config,
      ...(existing ? { existing } : {}),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(bandwidthLimit === undefined ? {} : { bandwidthLimit }),
      ...(platform ? { platforms: platform } : {}),
      signal,
      onEvent: event => reporter.event(event),
    });
  }

  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return handleFailure(error, reporter);
  }
}

function handleFailure(error: unknown, reporter: Reporter): number {
  if (error instanceof CommanderError) {
    return error.exitCode;
  }
  reporter.failure(error);
  return 1;
}
