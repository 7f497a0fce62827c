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

import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectProxy } from './__testUtils__/ConnectProxy';
import { buildBundle, Transfer } from './__testUtils__/Transfer';

jest.setTimeout(120_000);

describe('a volume through an HTTP proxy', () => {
  const PASSWORD = 'p w:#;"\\é=';
  let dir: string;
  let bundle: string;
  let transfer: Transfer;
  let proxy: ConnectProxy;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'mover-proxy-'));
    bundle = buildBundle(dir);
  });
  beforeEach(async () => {
    transfer = await Transfer.create(bundle);
    writeFileSync(join(transfer.source, 'file'), 'through the proxy');
  });
  afterEach(async () => {
    await transfer.dispose();
    await proxy?.stop();
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  function credentials(text: string): string {
    const file = join(transfer.dir, 'proxy-credentials');
    writeFileSync(file, text);
    return file;
  }

  it('goes through a proxy that asks nothing', async () => {
    proxy = await ConnectProxy.start();
    await transfer.receive().phase('listening');
    const result = await transfer.send(['--proxy', proxy.address]).result();
    expect(result).toMatchObject({ status: 'succeeded' });
    expect(readFileSync(join(transfer.target, 'file'), 'utf8')).toBe(
      'through the proxy',
    );
    expect(new Set(proxy.asked)).toEqual(
      new Set([`127.0.0.1:${transfer.port}`]),
    );
    // The greeting, the copy and the goodbye.
    expect(proxy.asked.length).toBeGreaterThanOrEqual(3);
  });

  it('tells a proxy the credentials of the file, and nobody else', async () => {
    proxy = await ConnectProxy.start({ credentials: `user:${PASSWORD}` });
    await transfer.receive().phase('listening');
    const sender = transfer.send([
      '--proxy',
      proxy.address,
      '--proxy-credentials',
      credentials(`user:${PASSWORD}\n`),
    ]);
    expect(await sender.result()).toMatchObject({ status: 'succeeded' });
    expect(readdirSync(transfer.target)).toContain('file');
    expect(JSON.stringify(sender.lines)).not.toContain('p w:');
  });

  it('says that the proxy refuses the credentials', async () => {
    proxy = await ConnectProxy.start({ credentials: `user:${PASSWORD}` });
    await transfer.receive().phase('listening');
    const refused = await transfer
      .send([
        '--connect-timeout',
        '0',
        '--proxy',
        proxy.address,
        '--proxy-credentials',
        credentials('user:wrong'),
      ])
      .result();
    expect(refused).toMatchObject({
      status: 'failed',
      error: { code: 'NETWORK' },
    });
    expect(refused.error?.message).toMatch(/the proxy refuses/);
    expect(proxy.asked).toEqual([]);
  });

  it.each(['no colon', ':password', 'two\nlines:x', ''])(
    'refuses a file of credentials that is %j',
    async text => {
      proxy = await ConnectProxy.start();
      const refused = await transfer
        .send([
          '--proxy',
          proxy.address,
          '--proxy-credentials',
          credentials(text),
        ])
        .result();
      expect(refused).toMatchObject({
        status: 'failed',
        error: { code: 'CONFIG_INVALID' },
      });
    },
  );
});
