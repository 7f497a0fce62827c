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
import type { Command } from 'commander';
import { Option } from 'commander';
import { probe } from '../probe/probe';
import { numberFrom } from './numberFrom';
import { runCommand } from './runCommand';

const SIZE = 8 * 2 ** 20;

/** Adds `probe` to the command line. */
export function probeCommand(
  program: Command,
  onExit: (code: number) => void,
): void {
  program
    .command('probe')
    .description('prove the way to a receiver')
    .requiredOption('--connect <host:port>', 'the receiver’s endpoint')
    .requiredOption(
      '--server-name <name>',
      'the name in the receiver’s certificate, sent as SNI',
    )
    .requiredOption('--tls <dir>', 'folder with ca.crt, tls.crt and tls.key')
    .requiredOption('--run <dir>', 'writable scratch folder')
    .requiredOption(
      '--termination-log <file>',
      'gets the result, at most 4,096 bytes',
    )
    .addOption(
      new Option('--size <bytes>', 'how much to send')
        .default(SIZE)
        .argParser(numberFrom({ min: 1 })),
    )
    .addOption(
      new Option('--connect-timeout <s>', 'wait for the receiver')
        .default(30)
        .argParser(numberFrom({ min: 0 })),
    )
    .option('--proxy <host:port>', 'HTTP proxy that allows CONNECT')
    .option('--proxy-credentials <file>', 'holds user:password of the proxy')
    .action(async flags =>
      onExit(
        await runCommand(
          context =>
            probe({
              ...context,
              connect: flags.connect,
              serverName: flags.serverName,
              tlsDir: resolve(flags.tls),
              runDir: resolve(flags.run),
              size: Math.floor(flags.size),
              connectTimeout: flags.connectTimeout,
              proxy: flags.proxy,
              proxyCredentials:
                flags.proxyCredentials && resolve(flags.proxyCredentials),
            }),
          { terminationLog: flags.terminationLog },
        ),
      ),
    );
}
