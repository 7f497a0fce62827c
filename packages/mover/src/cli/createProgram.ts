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
import { Command, Option } from 'commander';
import { sendBlocks } from '../blocks/sendBlocks';
import { receive } from '../receive/receive';
import { send } from '../send/send';
import { LOSS_KINDS } from '../inspect/losses';
import { collect } from './collect';
import { inspectCommand } from './inspectCommand';
import { numberFrom } from './numberFrom';
import { probeCommand } from './probeCommand';
import { runCommand } from './runCommand';

/** The options that both ends of a volume transfer have. */
function volumeCommand(
  program: Command,
  name: string,
  description: string,
): Command {
  return program
    .command(name)
    .description(description)
    .requiredOption('--data <dir>', 'where the volume is mounted')
    .option('--device', 'the volume is a raw device, --data its path', false)
    .requiredOption('--tls <dir>', 'folder with ca.crt, tls.crt and tls.key')
    .requiredOption('--run <dir>', 'writable scratch folder')
    .requiredOption(
      '--termination-log <file>',
      'gets the result, at most 4,096 bytes',
    )
    .option('--no-owner', 'do not keep owner and group of files');
}

/** The mover's command line. The action ends with `onExit` and the process's exit code. */
export function createProgram(onExit: (code: number) => void): Command {
  const program = new Command('mover')
    .description(
      'The program in the transfer pods of direct-migration. Writes JSON lines.',
    )
    .configureOutput({ outputError: () => {} })
    .exitOverride();

  volumeCommand(program, 'receive', 'write a volume')
    .requiredOption('--listen <host:port>', 'where to listen')
    .addOption(
      new Option('--idle-timeout <s>', 'give up without a sender')
        .default(600)
        .argParser(numberFrom({ min: 1 })),
    )
    .option(
      '--require-empty',
      'refuse a volume that holds something already',
      false,
    )
    .action(async flags =>
      onExit(
        await runCommand(
          context =>
            receive({
              ...context,
              listen: flags.listen,
              dataDir: resolve(flags.data),
              tlsDir: resolve(flags.tls),
              runDir: resolve(flags.run),
              idleTimeout: flags.idleTimeout,
              noOwner: !flags.owner,
              device: flags.device,
              requireEmpty: flags.requireEmpty,
            }),
          { terminationLog: flags.terminationLog },
        ),
      ),
    );

  volumeCommand(program, 'send', 'read a volume and send it')
    .requiredOption('--connect <host:port>', 'the receiver’s endpoint')
    .requiredOption(
      '--server-name <name>',
      'the name in the receiver’s certificate, sent as SNI',
    )
    .addOption(
      new Option(
        '--bandwidth-limit <bytes/s>',
        'no faster than this',
      ).argParser(numberFrom({ min: 1024 })),
    )
    .option(
      '--delete',
      'remove from the target what the source does not have',
      false,
    )
    .option('--no-stream', 'no archives into an empty target, only rsync')
    .option('--checksum', 'compare content instead of size and time', false)
    .option('--include <pattern>', 'move it although --exclude has it', collect)
    .option('--exclude <pattern>', 'do not move it; as rsync has it', collect)
    .addOption(
      new Option('--accept-loss <kind...>', 'where it cannot be kept')
        .choices(LOSS_KINDS)
        .default([]),
    )
    .addOption(
      new Option('--compression <how>', 'of the data on its way')
        .choices(['auto', 'off', 'zstd'])
        .default('auto'),
    )
    .addOption(
      new Option('--verify <mode>', 'compare both sides after the copy')
        .choices(['off', 'sampled', 'full'])
        .default('sampled'),
    )
    .option(
      '--quiesced',
      'nobody writes to the source: what changes meanwhile is a mismatch',
      false,
    )
    .addOption(
      new Option('--connect-timeout <s>', 'wait for the receiver')
        .default(120)
        .argParser(numberFrom({ min: 0 })),
    )
    .addOption(
      new Option('--retries <n>', 'after a broken connection')
        .default(5)
        .argParser(numberFrom({ min: 0 })),
    )
    .option('--proxy <host:port>', 'HTTP proxy that allows CONNECT')
    .option('--proxy-credentials <file>', 'holds user:password of the proxy')
    .addOption(
      new Option('--io-timeout <s>', 'a connection without a byte is dead')
        .default(180)
        .argParser(numberFrom({ min: 1 })),
    )
    .addOption(
      new Option(
        '--auth-grace <s>',
        'how long a foreign certificate may answer before the endpoint is ready',
      )
        .default(15)
        .argParser(numberFrom({ min: 0 })),
    )
    .addOption(
      new Option('--retry-delay <ms>', 'before the first repetition')
        .default(1000)
        .argParser(numberFrom({ min: 1 }))
        .hideHelp(),
    )
    .action(async flags =>
      onExit(
        await runCommand(
          context =>
            (flags.device ? sendBlocks : send)({
              ...context,
              connect: flags.connect,
              serverName: flags.serverName,
              dataDir: resolve(flags.data),
              tlsDir: resolve(flags.tls),
              runDir: resolve(flags.run),
              bandwidthLimit:
                flags.bandwidthLimit && Math.floor(flags.bandwidthLimit),
              delete: flags.delete,
              checksum: flags.checksum,
              stream: flags.stream,
              filters: {
                include: flags.include ?? [],
                exclude: flags.exclude ?? [],
              },
              compression: flags.compression,
              verify: flags.verify,
              quiesced: flags.quiesced,
              connectTimeout: flags.connectTimeout,
              retries: flags.retries,
              noOwner: !flags.owner,
              acceptLoss: flags.acceptLoss,
              proxy: flags.proxy,
              proxyCredentials:
                flags.proxyCredentials && resolve(flags.proxyCredentials),
              ioTimeout: Math.ceil(flags.ioTimeout),
              authGrace: flags.authGrace,
              retryDelay: flags.retryDelay,
            }),
          { terminationLog: flags.terminationLog },
        ),
      ),
    );

  probeCommand(program, onExit);
  inspectCommand(program, onExit);

  program
    .command('copy')
    .description('copy images from registry to registry')
    .requiredOption(
      '--config <file>',
      'JSON with registries, credentials and copies',
    )
    .requiredOption(
      '--termination-log <file>',
      'gets the result, at most 4,096 bytes',
    )
    .action(async flags =>
      onExit(
        await runCommand(
          async context => {
            // who moves volumes need not load all that images need
            const { copy } = await import('../copy/copy');
            return copy({ ...context, config: flags.config });
          },
          {
            terminationLog: flags.terminationLog,
          },
        ),
      ),
    );
  return program;
}
