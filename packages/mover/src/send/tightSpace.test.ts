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
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle, Transfer } from '../__testUtils__/Transfer';
import type { SendResult } from '../types';

jest.setTimeout(120_000);

const MIB = 2 ** 20;
const itAsRoot = process.getuid?.() === 0 ? it : it.skip;

describe('a target with no room for a second copy of a file', () => {
  let bundleDir: string;
  let bundle: string;
  let transfer: Transfer;
  let mounted: boolean;

  beforeAll(() => {
    bundleDir = mkdtempSync(join(tmpdir(), 'mover-bundle-'));
    bundle = buildBundle(bundleDir);
  });
  afterAll(() => rmSync(bundleDir, { recursive: true, force: true }));
  beforeEach(async () => {
    transfer = await Transfer.create(bundle);
    mounted =
      spawnSync('mount', [
        ...['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', transfer.target],
      ]).status === 0;
  });
  afterEach(async () => {
    if (mounted) {
      spawnSync('umount', ['--lazy', transfer.target]);
    }
    await transfer.dispose();
  });

  const digest = (root: string, name: string) =>
    createHash('sha256')
      .update(readFileSync(join(root, name)))
      .digest('hex');
  const fill = (name: string, mebibytes: number) =>
    writeFileSync(join(transfer.source, name), randomBytes(mebibytes * MIB));
  function change(name: string, at: number) {
    const file = openSync(join(transfer.source, name), 'r+');
    writeSync(file, randomBytes(100), 0, 100, at);
    closeSync(file);
  }
  async function copy(...options: string[]) {
    const receiver = transfer.receive();
    const result = await transfer.send(options).result();
    if (result.status === 'succeeded') {
      await receiver.result();
    }
    return result;
  }

  itAsRoot(
    'is brought up to date all the same (needs root: a file system has to be mounted)',
    async () => {
      expect(mounted).toBe(true);
      const odd = 'a [folder]*/-ö?\\\n';
      mkdirSync(join(transfer.source, 'a [folder]*'));
      mkdirSync(join(transfer.source, 'left out'));
      fill('big', 20);
      fill(odd, 5);
      const options = ['--verify', 'full', '--exclude', '/left out/'];
      expect(await copy(...options)).toMatchObject({ status: 'succeeded' });
      const inode = lstatSync(join(transfer.target, 'big')).ino;

      change('big', 7 * MIB);
      change(odd, 3 * MIB);
      fill('left out/big', 3);
      const second = await copy(...options);
      expect(second).toMatchObject({
        status: 'succeeded',
        result: { verification: { mismatchCount: 0 } },
      });
      // Only what differs was sent.
      expect(second.result).toMatchObject({ filesTransferred: 2 });
      expect((second.result as SendResult).matchedBytes).toBeGreaterThan(
        24 * MIB,
      );
      for (const name of ['big', odd]) {
        expect(digest(transfer.target, name)).toBe(
          digest(transfer.source, name),
        );
      }
      expect(lstatSync(join(transfer.target, 'big')).ino).toBe(inode);
      expect(existsSync(join(transfer.target, 'left out'))).toBe(false);
    },
  );

  itAsRoot(
    'is full rather than wrong where one file became two (needs root: a file system has to be mounted)',
    async () => {
      expect(mounted).toBe(true);
      fill('one', 9);
      linkSync(join(transfer.source, 'one'), join(transfer.source, 'two'));
      fill('alone', 8);
      expect(await copy()).toMatchObject({ status: 'succeeded' });
      const old = digest(transfer.target, 'one');
      unlinkSync(join(transfer.source, 'two'));
      fill('two', 9);
      const same = new Date(1e12);
      for (const name of ['one', 'two']) {
        change(name, MIB);
        utimesSync(join(transfer.source, name), same, same);
      }
      change('alone', MIB);
      // Written where it is, one would be the other; a copy of both has no room.
      expect(await copy('--verify', 'full')).toMatchObject({
        status: 'failed',
        error: { code: 'NO_SPACE' },
      });
      expect([old, digest(transfer.source, 'one')]).toContain(
        digest(transfer.target, 'one'),
      );
    },
  );
});
