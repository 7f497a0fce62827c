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

import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasXattrs } from '../__testUtils__/makeTree';
import { buildBundle, Transfer } from '../__testUtils__/Transfer';
import type { SendResult } from '../types';
import { inspectVolume } from './inspectVolume';
import type { VolumeInspection } from './VolumeInspection';

jest.setTimeout(120_000);

const isRoot = process.getuid?.() === 0;
const itAsRoot = isRoot ? it : it.skip;
/** The receiver. */
const USER = 1234;

describe('what a volume holds, and what of it would be lost', () => {
  let dir: string;
  let bundle: string;
  let transfer: Transfer;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'mover-inspect-'));
    bundle = buildBundle(dir);
    chmodSync(dir, 0o755);
  });
  beforeEach(async () => {
    transfer = await Transfer.create(bundle);
  });
  afterEach(async () => {
    await transfer.dispose();
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const at = (name: string) => join(transfer.source, name);

  function makeLossyTree(): { device: boolean; xattrs: boolean } {
    mkdirSync(at('mine'));
    for (const name of ['mine/plain', 'foreign', 'team', 'setuid', 'private']) {
      writeFileSync(at(name), name);
    }
    linkSync(at('mine/plain'), at('mine/other name'));
    symlinkSync('nowhere', at('link'));
    truncateSync(at('private'), 2 ** 20);
    execFileSync('chown', ['-hR', `${USER}:${USER}`, transfer.source]);
    chownSync(at('foreign'), 4321, 4321);
    chownSync(at('team'), 4321, USER);
    chownSync(at('setuid'), 4321, USER);
    chmodSync(at('setuid'), 0o4755);
    const device =
      spawnSync('mknod', [at('device'), 'c', '1', '3']).status === 0;
    const xattrs = hasXattrs(transfer.source);
    if (device) {
      chownSync(at('device'), USER, USER);
    }
    if (xattrs) {
      execFileSync('setfattr', ['-n', 'user.a', '-v', '1', at('mine/plain')]);
      execFileSync('setfacl', ['-m', 'u:99:r--', at('mine/plain')]);
      // what setcap cap_net_raw+ep writes
      execFileSync('setfattr', [
        ...['-n', 'security.capability'],
        ...['-v', '0x0100000200200000000000000000000000000000'],
        at('setuid'),
      ]);
    }
    return { device, xattrs };
  }

  /** The receiver as a pod in a `restricted` namespace: another user, the volume's group. */
  function receiveAsUser() {
    chownSync(transfer.target, 0, USER);
    chmodSync(transfer.target, 0o2775);
    chmodSync(transfer.dir, 0o755);
    execFileSync('chown', ['-R', String(USER), transfer.tls.server]);
    const run = join(transfer.dir, 'user-run');
    mkdirSync(run, { recursive: true });
    chownSync(run, USER, USER);
    return transfer.start(
      [
        'receive',
        ...['--listen', `${transfer.host}:${transfer.port}`],
        ...['--data', transfer.target, '--tls', transfer.tls.server],
        ...['--run', run, '--termination-log', join(run, 'termination')],
      ],
      { uid: USER, gid: USER },
    );
  }

  const lossesOf = ({ losses }: { losses?: VolumeInspection['losses'] }) =>
    Object.fromEntries(
      (losses ?? []).map(({ kind, examples }) => [kind, examples]),
    );

  itAsRoot('counts what it needs, and names what is lost', async () => {
    const { device, xattrs } = makeLossyTree();
    const inspection = await transfer
      .start([
        'inspect',
        ...['--data', transfer.source],
        ...['--termination-log', join(transfer.dir, 'termination')],
        ...['--target-uid', String(USER), '--target-gid', String(USER)],
      ])
      .result();
    expect(inspection).toMatchObject({ status: 'succeeded' });
    const found = inspection.result as VolumeInspection;
    expect(found).toMatchObject({
      files: device ? 8 : 7,
      directories: 1,
      // the two names of one file count once, the volume itself too
      inodes: device ? 9 : 8,
      bytes: 'mine/plainforeignteamsetuid'.length + 2 ** 20,
      complete: true,
      notInspected: [],
    });
    expect(lossesOf(found)).toEqual({
      owner: ['foreign', 'setuid', 'team'],
      group: ['foreign'],
      mode: ['setuid'],
      ...(xattrs && { xattr: ['setuid'] }),
      ...(device && { device: ['device'] }),
    });
  });

  itAsRoot('finds nothing lost where root receives', async () => {
    makeLossyTree();
    const { losses } = await inspectVolume(transfer.source, {
      keeps: { uid: 0, gids: [0], lacks: [] },
      filters: { include: [], exclude: [] },
      signal: new AbortController().signal,
    });
    expect(losses).toEqual([]);
  });

  itAsRoot(
    'knows what a file system lacks, and leaves out what is excluded',
    async () => {
      const { xattrs } = makeLossyTree();
      const found = await inspectVolume(transfer.source, {
        keeps: { uid: 0, gids: [0], lacks: ['hardLink', 'acl', 'xattr'] },
        filters: { include: [], exclude: ['/setuid'] },
        signal: new AbortController().signal,
      });
      const names = ['mine/other name', 'mine/plain'];
      expect(lossesOf(found)).toEqual({
        ...(xattrs && { acl: names, xattr: names }),
        hardLink: names,
      });
    },
  );

  itAsRoot('says how far it came when time is over', async () => {
    for (let i = 0; i < 1500; i += 1) {
      writeFileSync(at(`file-${i}`), '');
    }
    const found = await inspectVolume(transfer.source, {
      keeps: { uid: 0, gids: [0], lacks: [] },
      filters: { include: [], exclude: [] },
      signal: new AbortController().signal,
      deadline: performance.now() - 1,
    });
    expect(found).toMatchObject({ complete: false, files: 1000 });
  });

  itAsRoot(
    'moves no byte without consent, and with it exactly what was said is lost',
    async () => {
      const { device, xattrs } = makeLossyTree();
      const receiver = receiveAsUser();
      const refused = await transfer.send().result();
      expect(refused).toMatchObject({
        status: 'failed',
        error: { code: 'LOSS_NOT_ACCEPTED', retryable: false },
      });
      expect(refused.error!.message).toMatch(
        /the owner of 3 entries \(foreign, setuid, team\)/,
      );
      expect(refused.error!.hint).toMatch(/acceptLoss: \[owner, group, mode/);
      expect(
        readdirSync(transfer.target).filter(name => !name.startsWith('.')),
      ).toEqual([]);

      const half = await transfer
        .send(['--accept-loss', 'owner', 'group'])
        .result();
      expect(half).toMatchObject({ error: { code: 'LOSS_NOT_ACCEPTED' } });
      expect(half.error!.message).not.toMatch(/the owner of/);

      const sent = await transfer
        .send([
          ...['--accept-loss', 'owner', 'group', 'mode', 'xattr', 'device'],
          ...['--verify', 'full'],
        ])
        .result();
      const result = sent.result as SendResult;
      expect(sent).toMatchObject({ status: 'succeeded' });
      // both agree: what was said before, and what is found after
      expect(result.verification).toMatchObject({ mismatchCount: 0 });
      expect(result.verification!.digest.source).toBe(
        result.verification!.digest.target,
      );
      expect(lossesOf(result)).toEqual({
        owner: ['foreign', 'setuid', 'team'],
        group: ['foreign'],
        mode: ['setuid'],
        ...(xattrs && { xattr: ['setuid'] }),
        ...(device && { device: ['device'] }),
      });
      const arrived = statSync(join(transfer.target, 'team'));
      expect([arrived.uid, arrived.gid]).toEqual([USER, USER]);
      expect(existsSync(join(transfer.target, 'device'))).toBe(false);
      if (xattrs) {
        const kept = execFileSync('getfattr', [
          ...['-d', '-m', '-', '--absolute-names'],
          join(transfer.target, 'mine/plain'),
        ]).toString();
        expect(kept).toMatch(/user\.a/);
        expect(kept).toMatch(/system\.posix_acl_access/);
      }
      await receiver.result();
    },
  );

  itAsRoot('asks for nothing where nothing is lost', async () => {
    makeLossyTree();
    for (const name of ['foreign', 'team', 'setuid', 'device']) {
      rmSync(at(name), { force: true });
    }
    const receiver = receiveAsUser();
    const sent = await transfer.send().result();
    expect(sent).toMatchObject({
      status: 'succeeded',
      result: { verification: { mismatchCount: 0 } },
    });
    expect((sent.result as SendResult).losses).toBeUndefined();
    await receiver.result();
  });
});
