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

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addImage, addIndex } from '../__testUtils__/images';
import { TestRegistry } from '../__testUtils__/TestRegistry';
import { formatProgress } from './formatProgress';
import { runCli } from './runCli';

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('runCli', () => {
  let folder: string;
  let source: TestRegistry;
  let target: TestRegistry;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'registry-copier-'));
    source = await TestRegistry.start();
    target = await TestRegistry.start();
    addImage(source, 'shop/web', { tag: '1' });
  });

  afterEach(async () => {
    await Promise.all([
      source.stop(),
      target.stop(),
      rm(folder, { recursive: true }),
    ]);
  });

  async function run(
    args: string[],
    options: { config?: unknown; isTTY?: boolean } = {},
  ) {
    const config = join(folder, 'config.json');
    const content = options.config ?? {
      registries: {
        [source.host]: { insecureHttp: true },
        [target.host]: { insecureHttp: true },
      },
      copies: [
        {
          source: `${source.host}/shop/web`,
          target: `${target.host}/shop/web`,
        },
      ],
      retry: { attempts: 1 },
    };
    await writeFile(
      config,
      typeof content === 'string' ? content : JSON.stringify(content),
    );
    let out = '';
    let err = '';
    const exitCode = await runCli({
      args: args.map(arg => (arg === 'CONFIG' ? config : arg)),
      stdout: {
        write: text => (out += text),
        isTTY: options.isTTY,
        columns: 100,
      },
      stderr: { write: text => (err += text) },
    });
    const lines = options.isTTY
      ? []
      : out
          .split('\n')
          .filter(line => line.startsWith('{'))
          .map(line => JSON.parse(line));
    return { exitCode, out, err, lines };
  }

  it('plans, copies, and finds nothing more to do, in JSON lines', async () => {
    for (const args of [['plan'], ['copy', '--dry-run']]) {
      const { exitCode, lines } = await run([...args, '--config', 'CONFIG']);
      expect(exitCode).toBe(0);
      expect(lines.at(-1)).toMatchObject({
        type: 'plan',
        time: expect.any(String),
        blobsToUpload: 2,
        tags: [{ tag: '1', action: 'create' }],
      });
    }
    expect(target.repositories.size).toBe(0);
    const first = await run([
      'copy',
      '--config',
      'CONFIG',
      '--concurrency',
      '2',
    ]);
    expect(first.exitCode).toBe(0);
    expect(first.lines.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['phase', 'progress', 'repository', 'result']),
    );
    expect(first.lines.at(-1)).toMatchObject({
      type: 'result',
      status: 'succeeded',
      exitCode: 0,
      result: { blobsUploaded: 2 },
    });
    const second = await run(['copy', '--config', 'CONFIG']);
    expect(second.lines.at(-1)).toMatchObject({
      result: { blobsUploaded: 0, tags: [{ state: 'unchanged' }] },
    });
  });

  it('shows a bar and a summary on a terminal', async () => {
    const { out, exitCode } = await run(['copy', '--config', 'CONFIG'], {
      isTTY: true,
    });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/\[#{5,}\] 100 % · 1\.0 kB of 1\.0 kB · 2 of 2 blobs/);
    expect(out).toContain('copied    shop/web:1 sha256:');
    expect(out).toContain(
      'succeeded: 1 tags copied, 0 unchanged, 0 failed; 2 blobs',
    );
    expect(
      (await run(['plan', '--config', 'CONFIG'], { isTTY: true })).out,
    ).toContain('unchanged');
  });

  it('takes platforms, and names the flag that is wrong', async () => {
    const images = ['amd64', 'arm64'].map(architecture => ({
      ...addImage(source, 'shop/web', { name: architecture }),
      platform: { os: 'linux', architecture },
    }));
    const index = addIndex(source, 'shop/web', images, '2');
    const flags = ['--config', 'CONFIG', '--platform', 'linux/arm64'];
    const { lines } = await run(['copy', ...flags, '--existing', 'refuse']);
    expect(lines.at(-1)).toMatchObject({
      status: 'succeeded',
      result: { tags: [{ tag: '1' }, { sourceDigest: index.digest }] },
    });
    const types = lines.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['copyProgress', 'tagProgress', 'copy']),
    );
    const { manifests } = target.repository('shop/web');
    expect(manifests.has(images[0].digest)).toBe(false);
    const wrong = await run(['copy', ...flags, '--platform', 'arm64']);
    expect(wrong).toMatchObject({ exitCode: 1 });
    expect(wrong.lines.at(-1)).toMatchObject({
      error: { message: expect.stringContaining('platforms[1]') },
    });
  });

  it('says by its exit code how much failed', async () => {
    source.repository('shop/web').tags.set('broken', 'sha256:none');
    const some = await run(['copy', '--config', 'CONFIG']);
    expect(some).toMatchObject({ exitCode: 3 });
    expect(some.lines.at(-1)).toMatchObject({
      status: 'partiallyFailed',
      exitCode: 3,
      error: { code: 'NOT_FOUND' },
    });
    source.repository('shop/web').tags.delete('1');
    expect((await run(['copy', '--config', 'CONFIG'])).exitCode).toBe(1);
    expect((await run(['plan', '--config', 'CONFIG'])).exitCode).toBe(1);
  });

  it.each([
    ['{"password": "hunter2"', 'is not JSON'],
    [[], 'is not a JSON object'],
    [{ registries: {}, copies: [], extra: 1 }, '"extra" is not a setting'],
    [{ registries: {}, copies: [] }, 'copies'],
  ])('refuses the config %j', async (config, message) => {
    const { exitCode, lines, out } = await run(['copy', '--config', 'CONFIG'], {
      config,
    });
    expect(exitCode).toBe(1);
    expect(lines.at(-1)).toMatchObject({
      status: 'failed',
      error: {
        code: 'INVALID_REFERENCE',
        message: expect.stringContaining(message),
        hint: expect.any(String),
      },
    });
    expect(out).not.toContain('hunter2');
    expect([...source.requests, ...target.requests]).toEqual([]);
  });

  it('explains itself, and refuses what it does not know', async () => {
    expect(await run(['--help'])).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('copy'),
    });
    expect(await run(['copy'])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('--config'),
    });
    expect(
      await run(['copy', '--config', 'CONFIG', '--existing', 'x']),
    ).toMatchObject({ exitCode: 1, err: expect.stringContaining('overwrite') });
  });
});

describe('formatProgress', () => {
  it('fits into any width', () => {
    const progress = {
      bytesDone: 5e9,
      bytesTotal: 1e10,
      filesDone: 1,
      filesTotal: 2,
      bytesPerSecond: 5e7,
      etaSeconds: 100,
    };
    expect(formatProgress(progress, 120)).toBe(
      '[###############---------------] 50 % · 5.0 GB of 10.0 GB · 1 of 2 blobs · 50.0 MB/s · 1 min 40 s left',
    );
    expect(formatProgress(progress, 20).length).toBeLessThan(20);
  });
});
