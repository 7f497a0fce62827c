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
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle, Transfer } from '../__testUtils__/Transfer';
import type { SendResult } from '../types';

const MIB = 2 ** 20;

jest.setTimeout(120_000);

/** Sparse files stand for devices. */
describe('raw devices', () => {
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
    transfer.source = join(transfer.dir, 'source.img');
    transfer.target = join(transfer.dir, 'target.img');
  });
  afterEach(() => transfer.dispose());

  function makeDevice(path: string, size: number): void {
    writeFileSync(path, '');
    truncateSync(path, size);
  }

  function put(path: string, at: number, data: Buffer): void {
    const file = openSync(path, 'r+');
    writeSync(file, data, 0, data.length, at);
    closeSync(file);
  }

  async function copy(flags: string[] = [], env?: NodeJS.ProcessEnv) {
    const receiver = transfer.receive(['--device'], { env });
    const sent = await transfer.send(['--device', ...flags]).result();
    if (sent.status !== 'failed') {
      // its port is the next one's, who would not get it
      await receiver.exited;
    }
    return { sent, receiver, result: sent.result as SendResult };
  }

  /** A shell script that runs on the receiver's side just before it answers with digests. */
  function beforeDigests(script: string): NodeJS.ProcessEnv {
    const bin = join(transfer.dir, 'bin');
    mkdirSync(bin);
    const setsid = execFileSync('which', ['setsid'], { encoding: 'utf8' });
    writeFileSync(
      join(bin, 'setsid'),
      `#!/bin/sh\ncase "$*" in *' block-digests '*) ${script};; esac\nexec ${setsid.trim()} "$@"\n`,
      { mode: 0o755 },
    );
    return { ...process.env, PATH: `${bin}:${process.env.PATH}` };
  }

  it('become equal: zeros are not sent, and become zeros where there was something else', async () => {
    makeDevice(transfer.source, 20 * MIB + 1234);
    put(transfer.source, 3 * MIB, randomBytes(2 * MIB));
    put(transfer.source, 20 * MIB, randomBytes(1234));
    makeDevice(transfer.target, 22 * MIB);
    put(transfer.target, 9 * MIB + 17, Buffer.from('old'));
    const beyond = randomBytes(100);
    put(transfer.target, 21 * MIB, beyond);

    const { sent, receiver, result } = await copy(['--verify', 'full']);

    expect(sent).toMatchObject({
      status: 'succeeded',
      exitCode: 0,
      progress: { bytesDone: 20 * MIB + 1234, bytesTotal: 20 * MIB + 1234 },
    });
    expect(result).toMatchObject({
      blocks: { total: 21, sent: 3, zeroed: 1, unchanged: 17 },
      literalBytes: 2 * MIB + 1234,
      totalSize: 20 * MIB + 1234,
      verification: {
        mode: 'full',
        entries: 21,
        contentBytes: 20 * MIB + 1234,
        mismatchCount: 0,
        changedCount: 0,
      },
    });
    expect(await receiver.result()).toMatchObject({
      status: 'succeeded',
      result: { sessions: 1, senderStatus: 'succeeded' },
    });
    const target = readFileSync(transfer.target);
    expect(
      target.subarray(0, 20 * MIB + 1234).equals(readFileSync(transfer.source)),
    ).toBe(true);
    expect(target.subarray(21 * MIB, 21 * MIB + 100).equals(beyond)).toBe(true);
    // holes are still holes
    expect(statSync(transfer.target).blocks * 512).toBeLessThan(8 * MIB);
  });

  it('send only what differs the next time', async () => {
    makeDevice(transfer.source, 8 * MIB);
    put(transfer.source, 0, randomBytes(8 * MIB));
    makeDevice(transfer.target, 8 * MIB);
    expect((await copy()).result.blocks).toMatchObject({ sent: 8 });
    put(transfer.source, 5 * MIB + 1, Buffer.from('changed'));
    const { sent, result } = await copy(['--verify', 'off']);
    expect(sent.status).toBe('succeeded');
    expect(result).toMatchObject({
      blocks: { sent: 1, zeroed: 0, unchanged: 7 },
      literalBytes: MIB,
    });
    expect(result).not.toHaveProperty('verification');
    expect(
      readFileSync(transfer.target).equals(readFileSync(transfer.source)),
    ).toBe(true);
  });

  it('are refused where the target is smaller, even by one byte, and nothing is written', async () => {
    makeDevice(transfer.source, 2 * MIB);
    put(transfer.source, 0, randomBytes(MIB));
    makeDevice(transfer.target, 2 * MIB - 1);
    const { sent, receiver } = await copy();
    expect(sent).toMatchObject({
      status: 'failed',
      error: { code: 'TARGET_TOO_SMALL', retryable: false },
    });
    expect(sent.error?.message).toContain('2097151');
    await receiver.kill();
    expect(statSync(transfer.target).blocks).toBe(0);
  });

  it('are not copied into a folder', async () => {
    makeDevice(transfer.source, MIB);
    transfer.target = join(transfer.dir, 'target');
    const receiver = transfer.receive();
    const sent = await transfer.send(['--device']).result();
    expect(sent).toMatchObject({
      status: 'failed',
      error: { code: 'CONFIG_INVALID' },
    });
    await receiver.kill();
  });

  it('go on after the receiver has crashed, without what had arrived', async () => {
    makeDevice(transfer.source, 16 * MIB);
    put(transfer.source, 0, randomBytes(16 * MIB));
    makeDevice(transfer.target, 16 * MIB);
    const first = transfer.receive(['--device']);
    const sender = transfer.send([
      '--device',
      '--bandwidth-limit',
      String(4 * MIB),
    ]);
    await sender.line(
      line => line.type === 'progress' && line.bytesDone >= 3 * MIB,
    );
    await first.kill();
    const second = transfer.receive(['--device']);
    const sent = await sender.result();
    expect(sent).toMatchObject({ status: 'succeeded' });
    const { blocks, verification } = sent.result as SendResult;
    expect(blocks!.unchanged).toBeGreaterThan(0);
    expect(blocks!.sent + blocks!.unchanged).toBe(16);
    expect(verification).toMatchObject({ mismatchCount: 0 });
    expect(
      readFileSync(transfer.target).equals(readFileSync(transfer.source)),
    ).toBe(true);
    await second.result();
  });

  it('are compared by another reading: what a disk lost is named', async () => {
    makeDevice(transfer.source, 4 * MIB);
    makeDevice(transfer.target, 4 * MIB);
    const { sent, result } = await copy(
      ['--verify', 'full'],
      beforeDigests(
        `printf X | dd of='${transfer.target}' bs=1 seek=2500000 conv=notrunc 2>/dev/null`,
      ),
    );
    expect(sent).toMatchObject({
      status: 'partiallyFailed',
      error: { code: 'VERIFY_MISMATCH' },
    });
    expect(result.verification).toMatchObject({
      mismatches: [
        { path: 'bytes 2097152 to 3145727', differences: ['content'] },
      ],
      mismatchCount: 1,
      changedCount: 0,
    });
  });

  it.each([
    { flags: ['--verify', 'full'], status: 'succeeded', changed: 1, bad: 0 },
    {
      flags: ['--verify', 'full', '--quiesced'],
      status: 'partiallyFailed',
      changed: 0,
      bad: 1,
    },
  ])(
    'tell what the application has written since ($flags)',
    async ({ flags, status, changed, bad }) => {
      makeDevice(transfer.source, 40 * MIB);
      makeDevice(transfer.target, 40 * MIB);
      const { sent, result } = await copy(
        flags,
        // far enough from the beginning: the sender reads on its own
        beforeDigests(
          `printf X | dd of='${transfer.source}' bs=1 seek=41000000 conv=notrunc 2>/dev/null`,
        ),
      );
      expect(sent.status).toBe(status);
      expect(result.verification).toMatchObject({
        changedCount: changed,
        mismatchCount: bad,
      });
    },
  );

  (process.getuid?.() === 0 ? it : it.skip)(
    'that belong to root are closed to another user, who is told what to do (needs root to become another user)',
    async () => {
      makeDevice(transfer.source, MIB);
      makeDevice(transfer.target, MIB);
      chmodSync(transfer.dir, 0o755);
      chmodSync(bundleDir, 0o755);
      chmodSync(transfer.target, 0o600);
      execFileSync('chown', ['-R', '1234', transfer.tls.server]);
      const run = join(transfer.dir, 'user-run');
      mkdirSync(run);
      chownSync(run, 1234, 1234);
      const receiver = transfer.start(
        [
          ...['receive', '--device', '--data', transfer.target],
          ...['--listen', `127.0.0.1:${transfer.port}`],
          ...['--tls', transfer.tls.server, '--run', run],
          ...['--termination-log', join(run, 'termination')],
        ],
        { uid: 1234, gid: 1234 },
      );
      /* eslint-disable jest/no-standalone-expect */
      const { error } = await receiver.result();
      expect(error).toMatchObject({
        code: 'PERMISSION_DENIED',
        retryable: false,
        message: expect.stringContaining('the pod runs as uid 1234'),
        hint: expect.stringContaining('device_ownership_from_security_context'),
      });
      /* eslint-enable jest/no-standalone-expect */
    },
  );

  it('that are not there are named', async () => {
    const receiver = await transfer.receive(['--device']).result();
    expect(receiver).toMatchObject({
      status: 'failed',
      error: { code: 'DEVICE_FAILED' },
    });
    expect(receiver.error?.message).toContain(transfer.target);
  });
});
