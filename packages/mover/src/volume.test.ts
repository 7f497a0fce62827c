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
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTree } from './__testUtils__/describeTree';
import { hasXattrs, makeTree } from './__testUtils__/makeTree';
import { MoverProcess } from './__testUtils__/MoverProcess';
import { testCertificates } from './__testUtils__/testCertificates';
import {
  buildBundle,
  freePort,
  SERVER_NAME,
  Transfer,
} from './__testUtils__/Transfer';
import type { MoverProgressLine, SendResult } from './types';

jest.setTimeout(120_000);

const isRoot = process.getuid?.() === 0;
const hasTools = ['rsync', 'stunnel'].every(
  tool => spawnSync(tool, ['--version']).error === undefined,
);
if (!hasTools && process.env.CI) {
  throw new Error(
    'rsync and stunnel are needed: apt-get install rsync stunnel4',
  );
}
const describeWithTools = hasTools ? describe : describe.skip;

describeWithTools('moving a volume', () => {
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

  it('copies everything as it is, removes nothing unasked, and sends nothing twice', async () => {
    makeTree(transfer.source);
    writeFileSync(join(transfer.target, 'was here'), 'before');
    const rootTime = statSync(transfer.source, { bigint: true }).mtimeNs;
    const receiver = transfer.receive();
    const sender = transfer.send();
    const sent = await sender.result();
    expect(sent).toMatchObject({
      status: 'succeeded',
      exitCode: 0,
      processExitCode: 0,
      result: { failedFiles: [], warnings: [] },
    });
    expect(await receiver.result()).toMatchObject({
      status: 'succeeded',
      processExitCode: 0,
      result: { sessions: 1, senderStatus: 'succeeded' },
    });
    expect(sender.phases()).toEqual([
      'starting',
      'scanning',
      'connecting',
      'copying',
      'verifying',
      'finishing',
    ]);
    expect(receiver.phases()).toEqual([
      'starting',
      'listening',
      'receiving',
      'verifying',
    ]);
    expect(sender.noise + receiver.noise).toBe('');
    expect(existsSync(join(transfer.target, 'lost+found'))).toBe(false);
    rmSync(join(transfer.source, 'lost+found'), { recursive: true });
    expect(
      describeTree(transfer.target).filter(
        line => !line.startsWith('"was here"'),
      ),
    ).toEqual(describeTree(transfer.source));
    expect(statSync(join(transfer.target, 'sparse')).blocks * 512).toBeLessThan(
      1024 * 1024,
    );
    expect(lstatSync(join(transfer.target, 'fifo')).isFIFO()).toBe(true);
    expect(statSync(transfer.target, { bigint: true }).mtimeNs).toBe(rootTime);
    const origin = hasXattrs(transfer.dir)
      ? execFileSync('getfattr', [
          '--absolute-names',
          '--only-values',
          '-n',
          'user.origin',
          join(transfer.target, 'sub/one'),
        ])
      : 'east';
    expect(origin.toString()).toBe('east');
    const progress = sender.lines.filter(
      (line): line is MoverProgressLine => line.type === 'progress',
    );
    const last = progress[progress.length - 1];
    expect(last.bytesTotal).toBe(
      64 * 1024 * 1024 + 3 * 1024 * 1024 + 3 + 6 + 8,
    );
    expect(last).toMatchObject({
      bytesDone: last.bytesTotal,
      filesDone: last.filesTotal,
      etaSeconds: 0,
    });
    expect(transfer.terminationMessage('send').json).toMatchObject({
      type: 'result',
      status: 'succeeded',
    });
    expect(transfer.terminationMessage('receive').json).toMatchObject({
      type: 'result',
      status: 'succeeded',
    });

    // the second run: nothing to do but what --delete asks for
    writeFileSync(join(transfer.target, 'sub/stray'), 'x');
    const again = transfer.receive();
    const second = await transfer.send(['--delete']).result();
    expect(await again.result()).toMatchObject({ status: 'succeeded' });
    expect(second).toMatchObject({
      status: 'succeeded',
      result: { filesTransferred: 0, literalBytes: 0 },
    });
    expect(describeTree(transfer.target)).toEqual(
      describeTree(transfer.source),
    );
    expect(transfer.leftovers()).toEqual([]);
  });

  it('sees a change that size and time hide, when asked to compare content', async () => {
    writeFileSync(join(transfer.source, 'file'), 'right');
    writeFileSync(join(transfer.target, 'file'), 'wrong');
    for (const dir of [transfer.source, transfer.target]) {
      utimesSync(join(dir, 'file'), 1_000_000_000, 1_000_000_000);
    }
    const unaware = transfer.receive();
    expect(await transfer.send().result()).toMatchObject({
      result: { filesTransferred: 0 },
    });
    await unaware.result();
    const aware = transfer.receive();
    const checked = await transfer
      .send(['--checksum', '--bandwidth-limit', '100000', '--no-owner'])
      .result();
    await aware.result();
    expect(checked).toMatchObject({
      status: 'succeeded',
      result: { filesTransferred: 1 },
    });
    expect(describeTree(transfer.target)).toEqual(
      describeTree(transfer.source),
    );
  });

  it.each([
    ['auto', 'content ', true],
    ['off', 'content ', false],
    ['zstd', undefined, true],
    ['auto', undefined, false],
  ])(
    'compresses on the way as it is told to: %s, %j',
    async (how, text, compresses) => {
      const data = text
        ? Buffer.alloc(3 * 2 ** 20, text)
        : randomBytes(3 * 2 ** 20);
      writeFileSync(join(transfer.source, 'data'), data);
      const args = join(transfer.dir, 'rsync-args');
      const bin = join(transfer.dir, 'bin');
      mkdirSync(bin);
      const rsync = execFileSync('which', ['rsync'], { encoding: 'utf8' });
      writeFileSync(
        join(bin, 'rsync'),
        `#!/bin/sh\necho "$@" >${args}\nexec ${rsync.trim()} "$@"\n`,
        { mode: 0o755 },
      );
      const receiver = transfer.receive([], {
        env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
      });
      const sent = await transfer.send(['--compression', how]).result();
      expect(sent).toMatchObject({ status: 'succeeded' });
      expect(
        readFileSync(args, 'utf8').includes('--compress-choice=zstd'),
      ).toBe(compresses);
      expect(readFileSync(join(transfer.target, 'data')).equals(data)).toBe(
        true,
      );
      await receiver.result();
    },
  );

  it('refuses a receiver of another CA, and one with another name', async () => {
    const other = await testCertificates(join(transfer.dir, 'other'), {
      serverName: SERVER_NAME,
    });
    const receiver = transfer.receive();
    await receiver.phase('listening');
    const rightTls = transfer.tls;

    transfer.tls = { ...rightTls, client: other.client };
    const foreign = await transfer.send(['--auth-grace', '0']).result();
    expect(foreign).toMatchObject({
      status: 'failed',
      processExitCode: 1,
      error: { code: 'AUTH_FAILED', retryable: false },
    });
    expect(foreign.error?.message).toMatch(
      /self-signed certificate|certificate verify failed/,
    );
    expect(foreign.error?.hint).toBeTruthy();

    transfer.tls = rightTls;
    const misnamed = await transfer
      .send(['--auth-grace', '0', '--server-name', 'somebody.else'])
      .result();
    expect(misnamed).toMatchObject({
      status: 'failed',
      error: { code: 'AUTH_FAILED' },
    });
    expect(misnamed.error?.message).toMatch(/Subject checks failed/);
    expect(transfer.terminationMessage('send').json.error.code).toBe(
      'AUTH_FAILED',
    );
    expect(readdirSync(transfer.target)).toEqual(['.direct-migration.tmp']);
  });

  it('refuses a sender without a certificate of its CA, and tells both why', async () => {
    const other = await testCertificates(join(transfer.dir, 'other'), {
      serverName: SERVER_NAME,
    });
    execFileSync('cp', [join(transfer.tls.client, 'ca.crt'), other.client]);
    transfer.tls = { ...transfer.tls, client: other.client };
    writeFileSync(join(transfer.source, 'file'), 'x');
    const receiver = transfer.receive();
    await receiver.phase('listening');
    const refused = await transfer.send().result();
    expect(refused).toMatchObject({
      status: 'failed',
      error: { code: 'AUTH_FAILED' },
    });
    expect(refused.error?.message).toMatch(/refuses the sender’s certificate/);
    await receiver.line(
      line =>
        line.type === 'log' && /certificate verify failed/.test(line.message),
    );
    expect(existsSync(join(transfer.target, 'file'))).toBe(false);
  });

  it('refuses an expired certificate', async () => {
    transfer.tls = await testCertificates(join(transfer.dir, 'old'), {
      serverName: SERVER_NAME,
      notAfter: new Date(Date.now() - 60_000),
    });
    await transfer.receive().phase('listening');
    const refused = await transfer.send(['--auth-grace', '0']).result();
    expect(refused).toMatchObject({
      status: 'failed',
      error: { code: 'AUTH_FAILED' },
    });
    expect(refused.error?.message).toMatch(/expired/);
  });

  it('says that nobody answers, and waits for somebody before', async () => {
    const nobody = await transfer.send(['--connect-timeout', '0']).result();
    expect(nobody).toMatchObject({
      status: 'failed',
      error: { code: 'NETWORK', retryable: true },
    });
    expect(nobody.error?.message).toMatch(/Connection refused/);

    const early = transfer.send();
    await early.line(
      line => line.type === 'log' && /does not answer yet/.test(line.message),
    );
    transfer.receive();
    expect(await early.result()).toMatchObject({ status: 'succeeded' });
  });

  it('goes on where it was when the receiver dies in the middle', async () => {
    for (let i = 0; i < 40; i += 1) {
      writeFileSync(
        join(transfer.source, `file-${i}`),
        Buffer.alloc(256 * 1024, `${i} `),
      );
    }
    writeFileSync(
      join(transfer.source, 'zz-large'),
      Buffer.alloc(8 * 1024 * 1024, 'z'),
    );
    const first = transfer.receive();
    const sender = transfer.send([
      '--compression',
      'off',
      '--bandwidth-limit',
      String(4 * 1024 * 1024),
      '--delete',
    ]);
    await sender.line(
      line => line.type === 'progress' && line.bytesDone > 2 * 1024 * 1024,
    );
    await first.kill();
    await sender.line(
      line => line.type === 'log' && /The connection broke/.test(line.message),
    );
    const second = transfer.receive();
    const sent = await sender.result();
    expect(sent).toMatchObject({ status: 'succeeded', processExitCode: 0 });
    expect(await second.result()).toMatchObject({ status: 'succeeded' });
    expect(describeTree(transfer.target)).toEqual(
      describeTree(transfer.source),
    );
    const done = sender.lines.flatMap(line =>
      line.type === 'progress' ? [line.bytesDone] : [],
    );
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  it('ends an abandoned session before it starts a new one', async () => {
    writeFileSync(
      join(transfer.source, 'large'),
      Buffer.alloc(8 * 1024 * 1024, 'z'),
    );
    const receiver = transfer.receive();
    const slow = transfer.send([
      '--compression',
      'off',
      '--bandwidth-limit',
      '65536',
      '--retries',
      '0',
    ]);
    await receiver.phase('receiving');
    await slow.phase('copying');
    const quick = await transfer.send().result();
    expect(quick).toMatchObject({ status: 'succeeded' });
    // the second one comes as a stream first
    expect(await receiver.result()).toMatchObject({ result: { sessions: 3 } });
    expect(await slow.result()).toMatchObject({
      status: 'failed',
      error: { code: 'NETWORK' },
    });
    expect(describeTree(transfer.target)).toEqual(
      describeTree(transfer.source),
    );
  });

  it('gives up on a receiver that takes the connection and stays silent', async () => {
    writeFileSync(join(transfer.source, 'file'), 'x');
    const bin = join(transfer.dir, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'rsync'), '#!/bin/sh\nexec sleep 100000\n', {
      mode: 0o755,
    });
    const receiver = transfer.receive([], {
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    await receiver.phase('listening');
    const sender = transfer.send(['--io-timeout', '1', '--retries', '1']);
    const sent = await sender.result();
    expect(sent).toMatchObject({
      status: 'failed',
      error: { code: 'NETWORK', retryable: true },
    });
    expect(sent.error?.message).toMatch(/broke 2 times.*(?:timeout|answer)/);
    receiver.child.kill('SIGTERM');
    await receiver.result();
    expect(transfer.leftovers()).toEqual([]);
  });

  it('ends both sides of the connection when rsync is killed', async () => {
    writeFileSync(
      join(transfer.source, 'large'),
      Buffer.alloc(8 * 1024 * 1024, 'z'),
    );
    const receiver = transfer.receive();
    const sender = transfer.send([
      '--compression',
      'off',
      '--bandwidth-limit',
      '65536',
      '--retries',
      '0',
    ]);
    await receiver.phase('receiving');
    await sender.phase('copying');
    const clients = () =>
      transfer
        .leftovers()
        .filter(line => /^\d+ rsync .*receiver:data/.test(line))
        .map(line => Number(line.split(' ')[0]));
    while (clients().length === 0) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    clients().forEach(pid => process.kill(pid, 'SIGKILL'));
    expect(await sender.result()).toMatchObject({ status: 'failed' });
    while (transfer.leftovers().some(line => / rsync --server/.test(line))) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    expect(
      transfer
        .leftovers()
        .filter(line => /client\.conf|remote-shell/.test(line)),
    ).toEqual([]);
  });

  it('gives up when the connection breaks again and again', async () => {
    writeFileSync(join(transfer.source, 'file'), 'x');
    const receiver = transfer.receive();
    await receiver.phase('listening');
    writeFileSync(
      join(transfer.source, 'large'),
      Buffer.alloc(8 * 1024 * 1024, 'z'),
    );
    const sender = transfer.send([
      '--retries',
      '0',
      '--compression',
      'off',
      '--bandwidth-limit',
      '65536',
    ]);
    await receiver.phase('receiving');
    await receiver.kill();
    expect(await sender.result()).toMatchObject({
      status: 'failed',
      error: { code: 'NETWORK', retryable: true },
    });
  });

  it.each(['receive', 'send'] as const)(
    'leaves no process behind when `mover %s` is told to end',
    async which => {
      writeFileSync(
        join(transfer.source, 'large'),
        Buffer.alloc(8 * 1024 * 1024, 'z'),
      );
      const receiver = transfer.receive();
      await receiver.phase('listening');
      const sender = transfer.send([
        '--compression',
        'off',
        '--bandwidth-limit',
        '65536',
        '--connect-timeout',
        '0',
        '--retries',
        '0',
      ]);
      await receiver.phase('receiving');
      const [told, other] =
        which === 'receive' ? [receiver, sender] : [sender, receiver];
      told.child.kill('SIGTERM');
      const ended = await told.result();
      expect(ended).toMatchObject({
        status: 'failed',
        processExitCode: 1,
        error: { code: 'CANCELED', retryable: true },
      });
      expect(transfer.terminationMessage(which).json.error.code).toBe(
        'CANCELED',
      );
      other.child.kill('SIGTERM');
      await other.result();
      expect(transfer.leftovers()).toEqual([]);
      expect(existsSync(join(transfer.target, '.direct-migration.tmp'))).toBe(
        false,
      );
    },
  );

  it('gives up without a sender', async () => {
    const idle = await transfer.receive(['--idle-timeout', '1']).result();
    expect(idle).toMatchObject({
      status: 'failed',
      processExitCode: 1,
      error: { code: 'IDLE_TIMEOUT' },
    });
    expect(readdirSync(transfer.target)).toEqual([]);
  });

  it('listens on IPv6', async () => {
    const works = await freePort('::1').then(
      port => {
        transfer.port = port;
        return true;
      },
      () => false,
    );
    if (!works) {
      process.stderr.write(
        'skipped: this machine has no IPv6 loopback address\n',
      );
      return;
    }
    transfer.host = '::1';
    writeFileSync(join(transfer.source, 'file'), 'x');
    transfer.receive();
    expect(await transfer.send().result()).toMatchObject({
      status: 'succeeded',
    });
  });

  it('says what is wrong with its arguments', async () => {
    const termination = join(transfer.dir, 'termination');
    const missing = await transfer
      .start(['send', '--termination-log', termination])
      .result();
    expect(missing).toMatchObject({
      status: 'failed',
      processExitCode: 1,
      error: { code: 'CONFIG_INVALID' },
    });
    expect(missing.error?.message).toMatch(/--data/);
    expect(
      await transfer.send(['--connect', 'no-port']).result(),
    ).toMatchObject({
      error: {
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/--connect: "no-port"/),
      },
    });
    expect(await transfer.send(['--tls', '/nowhere']).result()).toMatchObject({
      error: {
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/ca\.crt/),
      },
    });
    expect(await transfer.send(['--data', '/nowhere']).result()).toMatchObject({
      error: {
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/--data/),
      },
    });
    const server = transfer.receive();
    await server.phase('listening');
    expect(await transfer.receive().result()).toMatchObject({
      error: {
        code: 'TUNNEL_FAILED',
        message: expect.stringMatching(/in use/),
      },
    });
  });

  const itAsRoot = isRoot ? it : it.skip;

  itAsRoot(
    'says how much is needed when the target is full (needs root to mount a small disk)',
    async () => {
      const mounted = spawnSync('mount', [
        '-t',
        'tmpfs',
        '-o',
        'size=2m',
        'tmpfs',
        transfer.target,
      ]);
      if (mounted.status !== 0) {
        process.stderr.write(`skipped: no tmpfs here: ${mounted.stderr}\n`);
        return;
      }
      try {
        writeFileSync(join(transfer.source, 'small'), 'x');
        writeFileSync(
          join(transfer.source, 'too large'),
          Buffer.alloc(4 * 1024 * 1024, 'z'),
        );
        transfer.receive();
        const full = await transfer.send().result();
        expect(full).toMatchObject({
          status: 'failed',
          processExitCode: 1,
          exitCode: 11,
          error: { code: 'NO_SPACE', retryable: false },
        });
        expect(full.error?.message).toMatch(
          /0\.00 GiB \(419\d{4} bytes\).*No space left on device/,
        );
      } finally {
        await transfer.dispose().catch(() => {});
        execFileSync('umount', [transfer.target]);
      }
    },
  );

  itAsRoot(
    'names the files that it could not read (needs root to make foreign files)',
    async () => {
      chmodSync(transfer.dir, 0o755);
      writeFileSync(join(transfer.source, 'readable'), 'x');
      writeFileSync(join(transfer.source, 'not\nmine "quoted"'), 'x', {
        mode: 0o600,
      });
      mkdirSync(join(transfer.source, 'closed'), { mode: 0o700 });
      for (const dir of [transfer.tls.client, transfer.tls.server]) {
        execFileSync('chown', ['-R', '1234', dir]);
      }
      const run = (kind: string) => {
        const dir = join(transfer.dir, `user-${kind}`);
        mkdirSync(dir);
        chownSync(dir, 1234, 1234);
        return dir;
      };
      const sender = transfer.receive();
      await sender.phase('listening');
      chmodSync(bundleDir, 0o755);
      const partial = await new MoverProcess(
        bundle,
        [
          'send',
          ...[
            '--connect',
            `127.0.0.1:${transfer.port}`,
            '--server-name',
            SERVER_NAME,
            '--data',
            transfer.source,
          ],
          ...[
            '--tls',
            transfer.tls.client,
            '--run',
            run('send'),
            '--accept-loss',
            'unreadable',
            '--termination-log',
            join(run('log'), 'termination'),
          ],
        ],
        { uid: 1234, gid: 1234 },
      ).result();
      expect(partial).toMatchObject({
        status: 'partiallyFailed',
        exitCode: 23,
        processExitCode: 3,
        error: { code: 'FILES_FAILED', retryable: false },
      });
      const { failedFiles } = partial.result as SendResult;
      expect(failedFiles.map(file => file.path).sort()).toEqual([
        'closed',
        'not\nmine "quoted"',
      ]);
      expect(failedFiles[0].message).toMatch(/Permission denied/);
      expect(existsSync(join(transfer.target, 'readable'))).toBe(true);
    },
  );

  itAsRoot(
    'writes as a user who is not root, and says what is lost (needs root to become another user)',
    async () => {
      makeTree(transfer.source);
      chmodSync(transfer.dir, 0o755);
      chmodSync(bundleDir, 0o755);
      execFileSync('chown', ['-R', '1234', transfer.tls.server]);
      // a volume's root as fsGroup leaves it: the group may write, the owner is root
      chownSync(transfer.target, 0, 1234);
      chmodSync(transfer.target, 0o2775);
      const run = join(transfer.dir, 'user-run');
      mkdirSync(run);
      chownSync(run, 1234, 1234);
      const receiver = new MoverProcess(
        bundle,
        [
          'receive',
          ...[
            '--listen',
            `127.0.0.1:${transfer.port}`,
            '--data',
            transfer.target,
            '--tls',
            transfer.tls.server,
          ],
          ...['--run', run, '--termination-log', join(run, 'termination')],
        ],
        { uid: 1234, gid: 1234 },
      );
      const consent = ['--accept-loss', 'owner', 'group', 'mode'];
      const sender = transfer.send(consent);
      const sent = await sender.result();
      expect(sent).toMatchObject({
        status: 'succeeded',
        result: { failedFiles: [] },
      });
      expect(await receiver.result()).toMatchObject({ status: 'succeeded' });
      expect((sent.result as SendResult).warnings.join()).toMatch(
        /root folder of the volume/,
      );
      for (const mover of [sender, receiver]) {
        expect(mover.lines).toContainEqual(
          expect.objectContaining({ type: 'log', level: 'warn' }),
        );
      }
      rmSync(join(transfer.source, 'lost+found'), { recursive: true });
      expect(describeTree(transfer.target, { owner: false })).toEqual(
        describeTree(transfer.source, { owner: false }),
      );
      expect(statSync(join(transfer.target, 'private')).uid).toBe(1234);

      // read-only files of ours must not be in the way of the next run
      chmodSync(join(transfer.source, 'big'), 0o400);
      writeFileSync(join(transfer.source, 'big'), 'changed');
      const again = new MoverProcess(
        bundle,
        [
          'receive',
          ...[
            '--listen',
            `127.0.0.1:${transfer.port}`,
            '--data',
            transfer.target,
            '--tls',
            transfer.tls.server,
          ],
          ...['--run', run, '--termination-log', join(run, 'termination')],
        ],
        { uid: 1234, gid: 1234 },
      );
      expect(await transfer.send(consent).result()).toMatchObject({
        status: 'succeeded',
        result: { filesTransferred: 1 },
      });
      await again.result();
      expect(describeTree(transfer.target, { owner: false })).toEqual(
        describeTree(transfer.source, { owner: false }),
      );
    },
  );
});
