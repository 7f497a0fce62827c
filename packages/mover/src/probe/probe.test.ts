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

import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectProxy } from '../__testUtils__/ConnectProxy';
import { buildBundle, SERVER_NAME, Transfer } from '../__testUtils__/Transfer';

jest.setTimeout(120_000);

describe('mover probe', () => {
  let dir: string;
  let bundle: string;
  let transfer: Transfer;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'mover-probe-'));
    bundle = buildBundle(dir);
  });
  beforeEach(async () => {
    transfer = await Transfer.create(bundle);
  });
  afterEach(async () => {
    await transfer.dispose();
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  function probe(host: string, extra: string[] = []) {
    const run = join(transfer.dir, 'run-probe');
    mkdirSync(run);
    return transfer.start([
      'probe',
      ...['--connect', `${host}:${transfer.port}`],
      ...['--server-name', SERVER_NAME, '--tls', transfer.tls.client],
      ...['--run', run, '--size', '100000'],
      ...['--termination-log', join(transfer.dir, 'termination')],
      ...extra,
    ]);
  }

  it('says where it went and how fast, and ends the receiver', async () => {
    const receiver = transfer.receive();
    await receiver.phase('listening');
    const result = await probe('localhost').result();
    expect(result).toMatchObject({
      status: 'succeeded',
      result: {
        addresses: expect.arrayContaining(['127.0.0.1']),
        bytes: 100_000,
        milliseconds: expect.any(Number),
        bytesPerSecond: expect.any(Number),
      },
    });
    expect(statSync(join(transfer.target, 'probe')).size).toBe(100_000);
    expect(readdirSync(join(transfer.dir, 'run-probe'))).not.toContain('probe');
    expect(await receiver.result()).toMatchObject({ status: 'succeeded' });
  });

  it('goes through a proxy, which resolves the name', async () => {
    const proxy = await ConnectProxy.start();
    try {
      await transfer.receive().phase('listening');
      const result = await probe('localhost', [
        '--proxy',
        proxy.address,
      ]).result();
      expect(result).toMatchObject({
        status: 'succeeded',
        result: { addresses: [] },
      });
      expect(proxy.asked).toContain(`localhost:${transfer.port}`);
    } finally {
      await proxy.stop();
    }
  });

  it('says that a name is not known', async () => {
    const result = await probe('nobody.invalid').result();
    expect(result).toMatchObject({
      status: 'failed',
      error: {
        code: 'NETWORK',
        message: expect.stringContaining(
          'The name nobody.invalid is not known in the source cluster',
        ),
      },
    });
  });
});
