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

import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTree } from '../__testUtils__/describeTree';
import { makeTree } from '../__testUtils__/makeTree';
import type { MoverProcess } from '../__testUtils__/MoverProcess';
import { buildBundle, Transfer } from '../__testUtils__/Transfer';

jest.setTimeout(120_000);

const hasTools = ['rsync', 'stunnel', 'tar', 'zstd'].every(
  tool => spawnSync(tool, ['--version']).error === undefined,
);
if (!hasTools && process.env.CI) {
  throw new Error('tools are needed: apt-get install rsync stunnel4 tar zstd');
}
const describeWithTools = hasTools ? describe : describe.skip;

describeWithTools('the first copy of a volume', () => {
  let bundleDir: string;
  let bundle: string;
  let transfer: Transfer;

  beforeAll(() => {
    bundleDir = mkdtempSync(join(tmpdir(), 'mover-bundle-'));
    bundle = buildBundle(bundleDir);
  });
  afterAll(() => rmSync(bundleDir, { recursive: true, force: true }));
  beforeEach(async () => {
    transfer = await Transfer.create(bundle);
    makeTree(transfer.source);
    for (let folder = 0; folder < 4; folder += 1) {
      mkdirSync(join(transfer.source, `many ${folder}`));
      for (let file = 0; file < 60; file += 1) {
        writeFileSync(
          join(transfer.source, `many ${folder}`, `${file}`),
          `file ${file} `.repeat(file),
        );
      }
    }
  });
  afterEach(() => transfer.dispose());

  const logs = (mover: MoverProcess) =>
    mover.lines.flatMap(line => (line.type === 'log' ? [line.message] : []));

  function expectSame() {
    rmSync(join(transfer.source, 'lost+found'), { recursive: true });
    expect(describeTree(transfer.target)).toEqual(
      describeTree(transfer.source),
    );
  }

  /** A folder of programs that go before those of this machine. */
  function programs(scripts: Record<string, string>) {
    const dir = join(transfer.dir, 'bin');
    mkdirSync(dir);
    for (const [name, script] of Object.entries(scripts)) {
      writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return { env: { ...process.env, PATH: `${dir}:${process.env.PATH}` } };
  }

  it.each([['off'], ['zstd']])(
    'comes in several streams, and rsync has nothing to send (compression %s)',
    async compression => {
      const receiver = transfer.receive();
      const sender = transfer.send([
        ...['--compression', compression, '--verify', 'full'],
      ]);
      const sent = await sender.result();
      // First, as it says why if one of them broke off.
      expect(logs(sender)).toContainEqual(
        expect.stringMatching(
          /^The target was empty: 253 files came in [24] streams$/,
        ),
      );
      expect(sent).toMatchObject({
        status: 'succeeded',
        result: {
          failedFiles: [],
          // all regular files, the one with two names once
          filesTransferred: 240 + 13,
          matchedBytes: 0,
          verification: { mismatchCount: 0 },
        },
      });
      const { result } = await receiver.result();
      expect([3, 5]).toContain((result as { sessions: number }).sessions);
      expectSame();
      expect(
        statSync(join(transfer.target, 'sparse')).blocks * 512,
      ).toBeLessThan(1024 * 1024);
      expect(sender.noise + receiver.noise).toBe('');
      expect(transfer.leftovers()).toEqual([]);
    },
  );

  it('leaves out what is excluded, and what lies in it', async () => {
    transfer.receive();
    const sender = transfer.send([
      ...['--exclude', '/many 1', '--exclude', '1?', '--include', '12'],
    ]);
    expect(await sender.result()).toMatchObject({ status: 'succeeded' });
    expect(logs(sender).join()).toMatch(/The target was empty/);
    expect(existsSync(join(transfer.target, 'many 1'))).toBe(false);
    expect(existsSync(join(transfer.target, 'many 2/11'))).toBe(false);
    expect(existsSync(join(transfer.target, 'many 2/12'))).toBe(true);
  });

  it.each([
    ['there is something already', 'used', []],
    [
      'a bandwidth limit has to be kept',
      'empty',
      ['--bandwidth-limit', '9999999'],
    ],
    ['it is not wanted', 'empty', ['--no-stream']],
  ])('is rsync’s alone where %s', async (_, state, extra) => {
    if (state === 'used') {
      writeFileSync(join(transfer.target, '.hidden'), 'before');
    }
    const receiver = transfer.receive();
    const sender = transfer.send(extra);
    expect(await sender.result()).toMatchObject({ status: 'succeeded' });
    expect(await receiver.result()).toMatchObject({ result: { sessions: 1 } });
    rmSync(join(transfer.target, '.hidden'), { force: true });
    expect(logs(sender).join()).not.toMatch(/streams/);
  });

  it('is finished by rsync when an archive breaks off, even in the middle of a file', async () => {
    const receiver = transfer.receive();
    const sender = transfer.send(
      ['--compression', 'off', '--verify', 'full'],
      programs({
        tar: 'case $* in *--version*) exec /bin/tar --version ;; esac\n/bin/tar "$@" | head -c 70000',
      }),
    );
    expect(await sender.result()).toMatchObject({
      status: 'succeeded',
      result: { verification: { mismatchCount: 0 } },
    });
    expect(logs(sender)).toContainEqual(
      expect.stringMatching(
        /^Not all of the first copy arrived as a stream \(.+\); rsync brings the rest$/,
      ),
    );
    await receiver.result();
    expectSame();
  });

  it('is finished by rsync when nothing moves, and when a file changes meanwhile', async () => {
    const receiver = transfer.receive();
    const sender = transfer.send(
      ['--compression', 'off', '--verify', 'full', '--io-timeout', '2'],
      programs({
        tar: `case $* in *--version*) exec /bin/tar --version ;; esac\n/bin/tar "$@"\nsleep 60`,
      }),
    );
    await receiver.phase('receiving');
    appendFileSync(join(transfer.source, 'big'), 'more');
    expect(await sender.result()).toMatchObject({
      status: 'succeeded',
      result: { verification: { mismatchCount: 0 } },
    });
    await receiver.result();
    expectSame();
  });

  it('is rsync’s alone where a side has no tar', async () => {
    const receiver = transfer.receive();
    await receiver.phase('listening');
    const sender = transfer.send([], {
      env: { ...process.env, PATH: withoutTar() },
    });
    expect(await sender.result()).toMatchObject({ status: 'succeeded' });
    expect(await receiver.result()).toMatchObject({ result: { sessions: 1 } });
  });

  /** A path with what the sender needs but tar. */
  function withoutTar(): string {
    const dir = join(transfer.dir, 'few');
    mkdirSync(dir);
    for (const name of ['rsync', 'stunnel', 'getfattr', 'sh']) {
      spawnSync('sh', [
        '-c',
        `ln -s "$(command -v ${name})" "${join(dir, name)}"`,
      ]);
    }
    return dir;
  }
});
