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

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { copyImages, RegistryError } from '@direct-migration/registry-copier';
import { MoverError } from '../errors/MoverError';
import { Reporter } from '../output/Reporter';
import { copy } from './copy';

jest.mock('@direct-migration/registry-copier', () => ({
  ...jest.requireActual('@direct-migration/registry-copier'),
  copyImages: jest.fn(),
}));
const copyImagesMock = jest.mocked(copyImages);

describe('copy', () => {
  let dir: string;
  let config: string;
  let lines: Array<Record<string, unknown>>;
  let reporter: Reporter;
  const signal = new AbortController().signal;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'copy-'));
    config = join(dir, 'config.json');
    lines = [];
    reporter = new Reporter({
      write: line => lines.push(JSON.parse(line)),
      terminationLog: join(dir, 'termination'),
      now: () => new Date('2026-11-22T12:00:00Z'),
    });
    copyImagesMock.mockReset();
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const progress = {
    bytesDone: 5,
    bytesTotal: 5,
    filesDone: 1,
    filesTotal: 1,
    bytesPerSecond: 5,
  };
  const web = {
    source: 'a.test/shop/web',
    target: 'b.test/shop/web',
    tag: '1.0',
    index: 0,
  };
  const good = {
    registries: { 'a.test': { username: 'u', password: 'hunter2' } },
    copies: [{ source: web.source, target: web.target }],
    concurrency: 4,
  };

  const counts = {
    bytesUploaded: 5,
    blobsUploaded: 1,
    blobsMounted: 0,
    blobsSkipped: 0,
  };
  const end = {
    index: 0,
    source: web.source,
    target: web.target,
    status: 'succeeded' as const,
    tagsCopied: 1,
    tagsUnchanged: 0,
    tagsFailed: 0,
    ...counts,
  };
  const tag = {
    tag: '1.0',
    state: 'copied' as const,
    digest: 'sha256:1',
  };
  const tagEvent = {
    type: 'repository' as const,
    index: 0,
    repository: 'shop/web',
    ...tag,
  };
  const time = '2026-11-22T12:00:00.000Z';

  it('passes the configuration on and everything that happens through, with a time', async () => {
    // Compressed or not.
    writeFileSync(config, gzipSync(JSON.stringify(good)));
    copyImagesMock.mockImplementation(async options => {
      options.onEvent?.({ type: 'phase', phase: 'copying' });
      options.onEvent?.({ type: 'progress', ...progress });
      options.onEvent?.(tagEvent);
      options.onEvent?.({ type: 'log', level: 'info', message: 'hello' });
      options.onEvent?.({ type: 'copy', ...end });
      return {
        status: 'succeeded',
        tags: [{ ...web, state: 'copied', digest: 'sha256:1' }],
        progress,
        ...counts,
        copies: [end],
      };
    });
    const result = await copy({ config, signal, reporter });
    expect(copyImagesMock).toHaveBeenCalledWith(
      expect.objectContaining({ ...good, signal }),
    );
    expect(result).toEqual({
      status: 'succeeded',
      exitCode: 0,
      error: undefined,
      result: { copies: 's', ...counts },
    });
    const ended = { type: 'copy', time, ...end, tags: [tag] };
    expect(lines).toEqual([
      { type: 'phase', time, phase: 'starting' },
      { type: 'phase', time, phase: 'copying' },
      { type: 'progress', time, ...progress },
      { ...tagEvent, time },
      { type: 'log', time, level: 'info', message: 'hello' },
      ended,
      // Once more, for whoever finds only the end of the log.
      ended,
    ]);
  });

  it('says of each copy, and of all, how many tags failed, with the first cause', async () => {
    writeFileSync(config, JSON.stringify(good));
    const error = {
      code: 'QUOTA' as const,
      message: 'full',
      hint: 'free space',
      retryable: false,
    };
    const broken = { tag: '2.0', state: 'failed' as const, error };
    copyImagesMock.mockImplementation(async options => {
      options.onEvent?.(tagEvent);
      options.onEvent?.({ ...tagEvent, digest: undefined, ...broken });
      options.onEvent?.({
        type: 'copy',
        ...end,
        status: 'partiallyFailed',
        tagsFailed: 1,
        error,
      });
      return {
        status: 'partiallyFailed',
        tags: [
          { ...web, state: 'copied' },
          { ...web, ...broken },
        ],
        progress,
        ...counts,
        copies: [end],
        error,
      };
    });
    const summary = { ...error, message: '1 of 2 tags were not copied: full' };
    expect(await copy({ config, signal, reporter })).toMatchObject({
      status: 'partiallyFailed',
      exitCode: 3,
      error: summary,
      result: { copies: 'p', copyErrors: [{ index: 0, error: summary }] },
    });
    expect(lines.find(({ type }) => type === 'copy')).toMatchObject({
      status: 'partiallyFailed',
      tags: [tag, broken],
      error: summary,
    });
  });

  it('names 1,000 tags of a repository, the failed ones first, and counts the others', async () => {
    writeFileSync(config, JSON.stringify(good));
    copyImagesMock.mockImplementation(async options => {
      for (let i = 0; i < 1200; i++) {
        options.onEvent?.({
          ...tagEvent,
          tag: String(i),
          state: i === 1100 ? 'failed' : 'copied',
        });
      }
      options.onEvent?.({ type: 'copy', ...end });
      return {
        status: 'succeeded',
        tags: [],
        progress,
        ...counts,
        copies: [end],
      };
    });
    await copy({ config, signal, reporter });
    const line = lines.find(({ type }) => type === 'copy')!;
    expect(line).toMatchObject({ tagsOmitted: 200 });
    expect(line.tags).toHaveLength(1000);
    expect((line.tags as object[])[0]).toMatchObject({ tag: '1100' });
  });

  it('says when it is stopped which copies had ended', async () => {
    const both = { ...good, copies: [...good.copies, ...good.copies] };
    writeFileSync(config, JSON.stringify(both));
    const stop = new AbortController();
    copyImagesMock.mockImplementation(async options => {
      options.onEvent?.({ type: 'copy', ...end, index: 1 });
      stop.abort(new MoverError({ code: 'CANCELED', message: 'told to end' }));
      throw new RegistryError({ code: 'CANCELED', message: 'aborted' });
    });
    expect(await copy({ config, signal: stop.signal, reporter })).toMatchObject(
      {
        status: 'failed',
        error: { code: 'CANCELED', message: 'told to end' },
        result: { copies: '-s' },
      },
    );
  });

  it('keeps the copier’s own errors', async () => {
    writeFileSync(config, JSON.stringify(good));
    copyImagesMock.mockRejectedValue(
      new RegistryError({ code: 'INVALID_REFERENCE', message: 'bad name' }),
    );
    expect(await copy({ config, signal, reporter })).toMatchObject({
      status: 'failed',
      error: {
        code: 'INVALID_REFERENCE',
        message: 'bad name',
        hint: expect.any(String),
      },
    });
  });

  it.each([
    ['{"password":"hunter2"', /is not JSON/],
    ['[]', /is not an object/],
    ['{"copies":[{}]}', /no object "registries"/],
    ['{"registries":{},"copies":[]}', /no list "copies"/],
  ])('refuses %s without repeating it', async (text, message) => {
    writeFileSync(config, text);
    const failed = await copy({ config, signal, reporter }).catch(
      error => error,
    );
    expect(failed).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(message),
    });
    expect(failed.message).not.toMatch(/hunter2/);
    expect(copyImagesMock).not.toHaveBeenCalled();
  });

  it('says that the file is not there', async () => {
    await expect(
      copy({ config: join(dir, 'none'), signal, reporter }),
    ).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/cannot be read: ENOENT/),
    });
  });
});
