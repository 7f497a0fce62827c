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

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveScript } from './serveScript';

// a shell that read more than the first line would keep rsync's first bytes
const SHELLS = [['/bin/sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']];

describe.each(
  SHELLS.filter(
    ([command, ...args]) =>
      spawnSync(command, [...args, '-c', 'exit 0']).status === 0,
  ).map(words => ({ words, name: words.join(' ') })),
)('serveScript with $name', ({ words }) => {
  let dir: string;
  let data: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'serve-'));
    data = join(dir, "it's data");
    mkdirSync(data);
    const hello = {
      version: 1 as const,
      uid: 0,
      gids: [0],
      lacks: [],
      nanoseconds: true,
      attributes: true,
      dataDir: data,
      archives: true,
      zstd: true,
    };
    writeFileSync(
      join(dir, 'serve.sh'),
      serveScript({
        dataDir: data,
        hello,
        tar: join(dir, 'bin/tar'),
      }),
    );
    mkdirSync(join(dir, 'bin'));
    // stands for rsync: says what it was called with, and what is left to read
    writeFileSync(
      join(dir, 'bin/rsync'),
      '#!/bin/sh\nfor a; do echo "<$a>"; done\ncat\n',
      { mode: 0o755 },
    );
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  function serve(input: string) {
    const { stdout, stderr, status } = spawnSync(
      words[0],
      [...words.slice(1), 'serve.sh'],
      {
        cwd: dir,
        input,
        encoding: 'utf8',
        env: { PATH: `${join(dir, 'bin')}:${process.env.PATH}` },
      },
    );
    return { stdout, stderr, status };
  }

  it('introduces itself', () => {
    expect(serve('hello\n').stdout).toMatch(
      /^\d+ empty \{"version":1,.*it's data",.*\}\n$/,
    );
    for (const name of ['lost+found', '.direct-migration.tmp']) {
      mkdirSync(join(data, name));
    }
    expect(serve('hello\n').stdout).toMatch(/^\d+ empty /);
    writeFileSync(join(data, '.x'), '');
    expect(serve('hello\n').stdout).toMatch(/^\d+ used /);
  });

  it('says whether a large file has several names', () => {
    expect(serve('linked 64\n').stdout).toBe('alone\n');
    writeFileSync(join(data, 'alone'), Buffer.alloc(128 * 1024));
    writeFileSync(join(data, 'small'), '');
    linkSync(join(data, 'small'), join(data, 'small 2'));
    expect(serve('linked 64\n').stdout).toBe('alone\n');
    linkSync(join(data, 'alone'), join(data, 'not alone'));
    expect(serve('linked 64\n').stdout).toBe('linked\n');
    rmSync(data, { recursive: true });
    expect(serve('linked 64\n').stdout).toBe('linked\n');
  });

  it('keeps the last word of the sender', () => {
    expect(serve('done {"status":"succeeded"}\n').stdout).toBe('ok\n');
    expect(JSON.parse(readFileSync(join(dir, 'done'), 'utf8'))).toEqual({
      status: 'succeeded',
    });
  });

  it('passes on what is written into a pipe, and leaves the parameters as they are', async () => {
    const child = spawn(words[0], [...words.slice(1), 'serve.sh'], {
      cwd: dir,
    });
    let stdout = '';
    child.stdout.on('data', chunk => {
      stdout += chunk;
    });
    child.stdin.end(
      'manifest {"a": "b  c", "d": "$(touch owned) `id` * \\\\"}\n',
    );
    const [said] = await once(child.stderr, 'data');
    expect(String(said)).toBe(`mover: manifest ${child.pid}\n`);
    expect(
      readFileSync(join(dir, `manifest-request-${child.pid}`), 'utf8'),
    ).toBe('{"a": "b  c", "d": "$(touch owned) `id` * \\\\"}\n');
    writeFileSync(join(dir, `manifest-pipe-${child.pid}`), 'line\n.end\n');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stdout).toBe('line\n.end\n');
    expect(existsSync(join(dir, 'owned'))).toBe(false);
  });

  it('starts rsync on its own volume and hands it the rest of the connection', () => {
    const { stdout, stderr } = serve(
      'rsync --server -vlHogDtpAXrcSe.LsfxCIvu --no-msgs2stderr --timeout=180 -@-1 --bwlimit=98 --compress-level=1 --compress-choice=zstd --delete-during --partial --numeric-ids --info=NAME0,STATS2 . data\nthe rest',
    );
    expect(stdout.split('\n')).toEqual([
      '<--server>',
      '<-vlHogDtpAXrcSe.LsfxCIvu>',
      '<--no-msgs2stderr>',
      '<--timeout=180>',
      '<-@-1>',
      '<--bwlimit=98>',
      '<--compress-level=1>',
      '<--compress-choice=zstd>',
      '<--delete-during>',
      '<--partial>',
      '<--numeric-ids>',
      '<--info=NAME0,STATS2>',
      `<--temp-dir=${data}/.direct-migration.tmp>`,
      '<.>',
      `<${data}>`,
      'the rest',
    ]);
    expect(stderr).toMatch(/^mover: session \d+$/m);
  });

  it.each([
    ['owner', 'plain', ['<--same-owner>']],
    ['noowner', 'zstd', ['<--no-same-owner>', '<--use-compress-program=zstd>']],
  ])('unpacks an archive, %s %s', (owner, form, words_) => {
    writeFileSync(
      join(dir, 'bin/tar'),
      '#!/bin/sh\nfor a; do echo "<$a>"; done\ncat\nexit 2\n',
      { mode: 0o755 },
    );
    const { stdout, stderr } = serve(`unpack ${owner} ${form}\nthe archive\n`);
    expect(stdout.split('\n')).toEqual([
      '<--extract>',
      '<--file=->',
      '<--blocking-factor=128>',
      '<--numeric-owner>',
      '<--preserve-permissions>',
      '<--delay-directory-restore>',
      `<--directory=${data}>`,
      ...words_,
      'the archive',
      'unpacked 2',
      '',
    ]);
    expect(stderr).toMatch(/^mover: session \d+$/m);
  });

  it.each([
    'unpack',
    'unpack owner',
    'unpack owner plain --to-command=id',
    'unpack $(touch${IFS}owned) plain',
    'rsync --server --sender -vlogDtpre.iLsfxCIvu . data',
    'rsync --server -vlogDtpre.iLsfxCIvu . /etc',
    'rsync --server -vlogDtpre.iLsfxCIvu /etc . data',
    'rsync --server -slogDtpre.iLsfxCIvu . data',
    'rsync --server -Llogre.iLsfxCIvu . data',
    'rsync --server -e.LsfxCIvu --files-from=/etc/passwd . data',
    'rsync --server -e.LsfxCIvu --temp-dir=/tmp . data',
    'rsync --server -e.LsfxCIvu --log-file=/tmp/x . data',
    'rsync --server -e.LsfxCIvu --info=$(touch${IFS}owned) . data',
    'rsync --server -e.LsfxCIvu --daemon . data',
    'rsync --server -e.LsfxCIvu --remove-source-files . data',
    'rsync --server -e.LsfxCIvu --backup-dir=/tmp . data',
    'rsync --server -e.LsfxCIvu --compress-choice=zlib . data',
    'rsync --server -e.LsfxCIvu --compress-level=1x . data',
    'linked 1 -delete',
    'linked',
    'sh -c id',
    'hello there',
    '',
  ])('refuses %j', request => {
    const { stdout, stderr, status } = serve(`${request}\n`);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/refused/);
    expect(existsSync(join(dir, 'owned'))).toBe(false);
  });

  it('ends when the connection ends before the first line', () => {
    expect(serve('hel')).toMatchObject({ status: 1, stdout: '' });
  });
});
