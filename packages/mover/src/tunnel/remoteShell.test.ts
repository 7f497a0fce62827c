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

import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBundle } from '../__testUtils__/Transfer';

jest.setTimeout(60_000);

const MEGABYTES = 8;

describe('remoteShell', () => {
  let dir: string;
  let bundle: string;

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'remote-shell-'));
    bundle = buildBundle(dir);
    mkdirSync(join(dir, 'bin'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** Starts it as rsync would, with a program of ours as stunnel. */
  function start(
    stunnel: string,
    options: { ioTimeout: number },
  ): {
    child: ChildProcessWithoutNullStreams;
    ended: Promise<{ code: unknown; stderr: string }>;
  } {
    writeFileSync(
      join(dir, 'bin/stunnel'),
      `#!${process.execPath}\n'use strict';\n${stunnel}`,
      { mode: 0o755 },
    );
    const child = spawn(
      process.execPath,
      [
        bundle,
        'remote-shell',
        String(options.ioTimeout),
        ...['receiver', 'rsync', '--server', '.', 'data'],
      ],
      { cwd: dir, env: { PATH: join(dir, 'bin') } },
    );
    child.stdin.on('error', () => {});
    let stderr = '';
    child.stderr.on('data', chunk => {
      stderr += chunk;
    });
    return {
      child,
      ended: once(child, 'close').then(([code]) => ({ code, stderr })),
    };
  }

  it('carries both directions though each side writes everything before it reads', async () => {
    const { child, ended } = start(
      `const { writeSync, readSync } = require('node:fs');
       const block = Buffer.alloc(1024 * 1024, 'b');
       for (let sent = 0; sent < ${MEGABYTES} * block.length; ) {
         sent += writeSync(1, block);
       }
       const all = [];
       const chunk = Buffer.alloc(65536);
       for (let size; (size = readSync(0, chunk)) > 0; ) {
         all.push(Buffer.from(chunk.subarray(0, size)));
       }
       const text = Buffer.concat(all).toString();
       const line = text.indexOf('\\n') + 1;
       writeSync(1, '|' + text.slice(0, line) + (text.length - line));`,
      { ioTimeout: 100 },
    );
    const received: Buffer[] = [];
    child.stdin.end(Buffer.alloc(MEGABYTES * 1024 * 1024, 'a'));
    child.stdout.on('data', chunk => received.push(chunk));
    expect(await ended).toEqual({ code: 0, stderr: '' });
    const text = Buffer.concat(received).toString();
    const own = text.indexOf('|');
    expect(own).toBe(MEGABYTES * 1024 * 1024);
    expect(text.slice(own)).toBe(
      `|rsync --server . data\n${MEGABYTES * 1024 * 1024}`,
    );
  });

  it('ends when the receiver ends the connection, though rsync goes on', async () => {
    const { child, ended } = start(
      `process.stdin.once('data', () => process.stdout.write('bye', () => process.exit()));`,
      { ioTimeout: 100 },
    );
    child.stdin.write('more');
    child.stdout.resume();
    expect(await ended).toEqual({ code: 0, stderr: '' });
  });

  it('ends when rsync is gone', async () => {
    const { child, ended } = start(`process.stdin.pipe(process.stdout);`, {
      ioTimeout: 100,
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.end(Buffer.alloc(MEGABYTES * 1024 * 1024, 'a'));
    expect(await ended).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    [
      'answers nothing',
      '',
      /^mover: the receiver does not answer within 1 s$/m,
    ],
    [
      'says nothing more',
      `process.stdout.write('x');`,
      /^mover: no byte in either direction for 2 s$/m,
    ],
  ])('has a deadline for a receiver that %s', async (_, first, message) => {
    const { child, ended } = start(
      `${first}\nprocess.stdin.resume();\nsetInterval(() => {}, 1000);`,
      { ioTimeout: 1 },
    );
    child.stdout.resume();
    const { code, stderr } = await ended;
    expect(stderr).toMatch(message);
    expect(code).toBe(30);
  });
});
