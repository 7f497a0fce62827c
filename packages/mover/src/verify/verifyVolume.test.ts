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

import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasXattrs, makeTree } from '../__testUtils__/makeTree';
import { buildBundle, Transfer } from '../__testUtils__/Transfer';
import type { MoverResult, SendResult, VolumeVerification } from '../types';

jest.setTimeout(120_000);

describe('verifying a volume', () => {
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
  });
  afterEach(() => transfer.dispose());

  /**
   * Copies, and runs a shell script right after the copy, before the comparison: `$SOURCE`, `$TARGET`. It stands for what
   * nobody expects: a disk that lies, an application that writes.
   */
  async function copy(
    script: string,
    flags: string[],
  ): Promise<{ sent: MoverResult; verification: VolumeVerification }> {
    const bin = join(transfer.dir, 'bin');
    mkdirSync(bin, { recursive: true });
    const rsync = execFileSync('which', ['rsync'], { encoding: 'utf8' }).trim();
    writeFileSync(
      join(bin, 'rsync'),
      `#!/bin/sh\nSOURCE='${transfer.source}'\nTARGET='${transfer.target}'\n${rsync} "$@"\ncode=$?\n(\n${script}\n)\nexit $code\n`,
      { mode: 0o755 },
    );
    const receiver = transfer.receive([], {
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    // one session, so that the script runs once, after all of the copy
    const sent = await transfer.send(['--no-stream', ...flags]).result();
    expect(await receiver.result()).toMatchObject({
      status: 'succeeded',
      result: { sessions: 1, senderStatus: sent.status },
    });
    const { verification } = sent.result as SendResult;
    return { sent, verification: verification as VolumeVerification };
  }

  it.each(['sampled', 'full'])(
    'finds nothing when all is the same: %s',
    async mode => {
      makeTree(transfer.source);
      const { sent, verification } = await copy('', ['--verify', mode]);
      expect(sent).toMatchObject({ status: 'succeeded', exitCode: 0 });
      expect(verification).toMatchObject({
        mode,
        algorithm: 'sha256',
        entries: 21,
        files: 14,
        contentFiles: 13,
        mismatches: [],
        mismatchCount: 0,
        changed: [],
        changedCount: 0,
        extraCount: 0,
        notCompared: [],
      });
      expect(verification.digest.source).toMatch(/^[0-9a-f]{64}$/);
      expect(verification.digest.target).toBe(verification.digest.source);
      expect(verification.seed === undefined).toBe(mode === 'full');
    },
  );

  const TAMPER = `
    cd "$TARGET"
    touch -r big time-of-big; touch -r . time-of-root
    printf X | dd of=big bs=1 seek=1500000 conv=notrunc 2>/dev/null; touch -r time-of-big big; rm time-of-big
    chmod 640 private
    chown 7:8 'with space'
    touch -d @1 'empty file'
    ln -sfn elsewhere dangling
    cp -p sub/one sub/new; mv sub/new 'sub/deep/same as one'
    rm "$(printf 'with\\nnewline')"
    rm fifo; : >fifo
    printf shorter >ünïcode-数
    rmdir empty
    setfattr -n user.origin -v west sub/one
    setfacl -m u:1234:rwx -- -leading-dash
    printf 1 >unexpected
    touch -r time-of-root .; rm time-of-root`;
  const FOUND = [
    ['-leading-dash', ['mode', 'attributes']],
    ['big', ['content']],
    ['dangling', ['mtime', 'target']],
    ['empty', ['missing']],
    ['empty file', ['mtime']],
    ['fifo', ['type']],
    ['private', ['mode']],
    ['sub', ['mtime']],
    ['sub/deep', ['mtime']],
    ['sub/deep/same as one', ['attributes']],
    ['sub/one', ['hardLink', 'attributes']],
    ['unexpected', ['extra']],
    ['with\nnewline', ['missing']],
    ['with space', ['uid', 'gid']],
    ['ünïcode-数', ['size', 'mtime']],
  ];

  it('finds every kind of difference, and names it', async () => {
    expect(hasXattrs(transfer.dir)).toBe(true);
    makeTree(transfer.source);
    const { sent, verification } = await copy(TAMPER, [
      '--verify',
      'full',
      '--delete',
    ]);
    expect(sent).toMatchObject({
      status: 'partiallyFailed',
      exitCode: 3,
      error: { code: 'VERIFY_MISMATCH', retryable: false },
    });
    const found = Object.fromEntries(
      verification.mismatches.map(({ path, differences }) => [
        path,
        differences,
      ]),
    );
    expect(found).toEqual(Object.fromEntries(FOUND));
    expect(verification.mismatchCount).toBe(FOUND.length);
    expect(verification.digest.target).not.toBe(verification.digest.source);
  });

  it('sees nothing of it when it is off; then what rsync does not see, while the target may hold more', async () => {
    makeTree(transfer.source);
    const { sent } = await copy(TAMPER, ['--verify', 'off']);
    expect(sent).toMatchObject({ status: 'succeeded' });
    expect(sent.result).not.toHaveProperty('verification');
    const { verification } = await copy('printf 1 >"$TARGET/other"', []);
    expect(verification).toMatchObject({
      mismatches: [{ path: 'big', differences: ['content'] }],
      mismatchCount: 1,
      extraCount: 2,
    });
  });

  const WRITE = `
    cd "$SOURCE"
    printf more >>log; printf new >created; rm gone; rm -r folder; mkdir -p fresh; mv old fresh/old`;

  function makeLiveTree(): void {
    mkdirSync(join(transfer.source, 'folder/sub'), { recursive: true });
    for (const name of ['log', 'gone', 'old', 'folder/sub/x', 'still']) {
      writeFileSync(join(transfer.source, name), name);
      execFileSync('touch', ['-d', '@1', join(transfer.source, name)]);
    }
  }

  it('tells what an application changed meanwhile from what was not copied', async () => {
    makeLiveTree();
    const { sent, verification } = await copy(
      `${WRITE}\nprintf torn! >"$TARGET/still"`,
      ['--delete', '--verify', 'full'],
    );
    expect(sent.status).toBe('partiallyFailed');
    expect(verification).toMatchObject({
      mismatches: [{ path: 'still', differences: ['mtime', 'content'] }],
      mismatchCount: 1,
    });
    expect(verification.changed.sort()).toEqual(
      [
        'created',
        'folder',
        'folder/sub',
        'folder/sub/x',
        'fresh',
        'fresh/old',
        'gone',
        'log',
        'old',
      ].sort(),
    );
  });

  it('lets a live application write, but not one that was stopped', async () => {
    makeLiveTree();
    const { sent, verification } = await copy(WRITE, ['--delete']);
    expect(sent).toMatchObject({ status: 'succeeded' });
    expect(verification.changedCount).toBe(9);
    expect(verification.digest.target).toBe(verification.digest.source);

    rmSync(transfer.source, { recursive: true });
    mkdirSync(transfer.source);
    makeLiveTree();
    const stopped = await copy(WRITE, ['--delete', '--quiesced']);
    expect(stopped.sent).toMatchObject({
      status: 'partiallyFailed',
      error: { code: 'VERIFY_MISMATCH' },
    });
    expect(stopped.verification).toMatchObject({
      changedCount: 0,
      mismatchCount: 9,
    });
  });

  it('compares only what is moved', async () => {
    makeLiveTree();
    const { sent, verification } = await copy(
      'mkdir -p "$TARGET/folder"; printf 1 >"$TARGET/folder/y"',
      ['--delete', '--exclude', '/folder/', '--exclude', 'l*'],
    );
    expect(sent.status).toBe('succeeded');
    expect(readdirSync(transfer.target).sort()).toEqual([
      'folder',
      'gone',
      'old',
      'still',
    ]);
    expect(verification).toMatchObject({ entries: 3, extraCount: 0 });
  });

  it('begins anew when the connection breaks in the middle', async () => {
    writeFileSync(join(transfer.source, 'large'), 'x');
    truncateSync(join(transfer.source, 'large'), 2 ** 29);
    const receiver = transfer.receive();
    const sender = transfer.send(['--verify', 'full']);
    await receiver.phase('verifying');
    const [reader] = transfer
      .leftovers()
      .filter(line => / manifest-pipe-/.test(readCommand(line)));
    process.kill(Number(reader.split(' ')[0]), 'SIGKILL');
    const sent = await sender.result();
    expect(sent).toMatchObject({
      status: 'succeeded',
      result: { verification: { mismatchCount: 0, contentFiles: 1 } },
    });
    expect(
      sender.lines.filter(
        line => line.type === 'log' && /begins anew/.test(line.message),
      ),
    ).toHaveLength(1);
    await receiver.result();
    expect(transfer.leftovers()).toEqual([]);
  });
});

function readCommand(line: string): string {
  return readFileSync(`/proc/${line.split(' ')[0]}/cmdline`, 'utf8').replace(
    /\0/g,
    ' ',
  );
}
