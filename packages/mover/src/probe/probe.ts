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

import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { LOSS_KINDS } from '../inspect/losses';
import { MoverError } from '../errors/MoverError';
import type { Reporter } from '../output/Reporter';
import { send } from '../send/send';
import { parseAddress } from '../tunnel/address';
import type { MoverResult, ProbeResult } from '../types';

/** The arguments of `mover probe`. */
export interface ProbeOptions {
  connect: string;
  serverName: string;
  tlsDir: string;
  runDir: string;
  /** Bytes to send. */
  size: number;
  /** Seconds. */
  connectTimeout: number;
  /** An HTTP proxy, `host:port`. */
  proxy?: string;
  /** File with `user:password` for it. */
  proxyCredentials?: string;
  signal: AbortSignal;
  reporter: Reporter;
}

/**
 * Proves the way to a receiver: its name, its certificate, and how fast data travels. Sends bytes that nobody can compress.
 * @throws MoverError as {@link send}, and `NETWORK` for a name that is not known
 */
export async function probe(
  options: ProbeOptions,
): Promise<Omit<MoverResult, 'type' | 'time'>> {
  const { reporter, runDir, size, ...rest } = options;
  const { host } = parseAddress(options.connect, '--connect');
  // Behind a proxy it is the proxy that resolves the name.
  const addresses = isIP(host) || options.proxy ? [] : await resolveName(host);
  const dataDir = join(runDir, 'probe');
  await mkdir(dataDir);
  try {
    await writeFile(join(dataDir, 'probe'), randomBytes(size));
    let startedAt = 0;
    const sent = await send({
      // it is scratch data
      acceptLoss: [...LOSS_KINDS],
      ...rest,
      reporter,
      runDir,
      dataDir,
      delete: false,
      checksum: false,
      filters: { include: [], exclude: [] },
      stream: false,
      compression: 'off',
      verify: 'off',
      quiesced: true,
      retries: 1,
      noOwner: true,
      ioTimeout: 30,
      authGrace: 15,
      retryDelay: 1000,
      onCopying: () => {
        startedAt = performance.now();
      },
    });
    const milliseconds = Math.max(1, Math.round(performance.now() - startedAt));
    const result: ProbeResult = {
      addresses,
      bytes: size,
      milliseconds,
      bytesPerSecond: Math.round((size / milliseconds) * 1000),
    };
    return { ...sent, result };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function resolveName(host: string): Promise<string[]> {
  try {
    const found = await lookup(host, { all: true });
    return found.map(({ address }) => address);
  } catch (error) {
    throw new MoverError({
      code: 'NETWORK',
      message: `The name ${host} is not known in the source cluster: ${
        (error as NodeJS.ErrnoException).code ?? (error as Error).message
      }`,
      hint: 'Let the DNS of the source cluster know the endpoint’s domain, or choose an endpoint with an address.',
      retryable: true,
    });
  }
}
