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

import { randomBytes } from 'node:crypto';
import { copyBetween } from './__testUtils__/copyBetween';
import { addBlob, addImage, sha256 } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { CopyEvent } from './model/events';

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('events of copyImages', () => {
  let source: TestRegistry;
  let target: TestRegistry;

  beforeEach(async () => {
    source = await TestRegistry.start();
    target = await TestRegistry.start();
  });

  afterEach(async () => {
    await Promise.all([source.stop(), target.stop()]);
  });

  const copiesOf = (...paths: string[]) =>
    paths.map(path => ({
      source: `${source.host}/${path}`,
      target: `${target.host}/${path}`,
    }));

  it('keeps to a limit of bytes per second over all blobs', async () => {
    for (const name of ['a', 'b']) {
      addImage(source, name, {
        tag: '1',
        layers: [randomBytes(200_000)],
        name,
      });
    }
    const began = performance.now();
    const report = await copyBetween(source, target, {
      copies: copiesOf('a', 'b'),
      bandwidthLimit: 200_000,
    });
    expect(report.status).toBe('succeeded');
    // A quarter of a second's bytes go at once.
    expect(performance.now() - began).toBeGreaterThanOrEqual(1_700);
  });

  it('tells totals first, and counts what is uploaded, mounted and there for each repository', async () => {
    const shared = randomBytes(300_000);
    const known = randomBytes(500);
    addImage(source, 'a', { tag: '1', layers: [shared], name: 'a' });
    addImage(source, 'b', { tag: '1', layers: [shared, known], name: 'b' });
    addBlob(target, 'b', known);
    const report = await copyBetween(source, target, {
      copies: copiesOf('a', 'b'),
    });

    const types = report.events.map(({ type }) => type);
    const first = types.indexOf('progress');
    expect(report.events[first]).toMatchObject({
      bytesDone: 0,
      bytesTotal: report.bytesUploaded,
      filesTotal: 3,
    });
    expect(types.slice(first, first + 5)).toEqual([
      'progress',
      'copyProgress',
      'copyProgress',
      'tagProgress',
      'tagProgress',
    ]);
    expect(report.events[first + 2]).toMatchObject({
      index: 1,
      blobsTotal: 3,
      blobsDone: 1,
      bytesDone: 500,
    });

    const last = (index: number) =>
      report.events
        .filter(event => event.type === 'copyProgress' && event.index === index)
        .at(-1) as Extract<CopyEvent, { type: 'copyProgress' }>;
    expect(last(0)).toMatchObject({ blobsDone: 2, tagsDone: 1, tagsTotal: 1 });
    expect(last(1)).toMatchObject({ blobsDone: 3, tagsDone: 1, tagsTotal: 1 });
    expect(last(1).bytesDone).toBe(last(1).bytesTotal);

    const outcomes = report.events.filter(({ type }) => type === 'copy');
    expect(outcomes).toEqual(
      expect.arrayContaining(
        report.copies.map(outcome => ({ type: 'copy', ...outcome })),
      ),
    );
    expect(report.copies).toMatchObject([
      {
        index: 0,
        status: 'succeeded',
        tagsCopied: 1,
        blobsUploaded: 2,
        blobsMounted: 0,
      },
      {
        index: 1,
        status: 'succeeded',
        tagsCopied: 1,
        blobsUploaded: 1,
        blobsMounted: 1,
        blobsSkipped: 1,
      },
    ]);
    expect(report).toMatchObject({ blobsUploaded: 3, blobsMounted: 1 });
  });

  it('tells the end of a repository as soon as it is there, while others go on', async () => {
    const slow = randomBytes(400_000);
    addImage(source, 'fast', { tag: '1' });
    addImage(source, 'slow', { tag: '1', layers: [slow] });
    source.faults.push({
      path: new RegExp(sha256(slow)),
      silent: 'drip',
      times: 99,
    });
    const abort = new AbortController();
    const ended: CopyEvent[] = [];
    await expect(
      copyBetween(source, target, {
        copies: copiesOf('slow', 'fast'),
        signal: abort.signal,
        idleTimeoutMs: 60_000,
        onEvent: event => {
          if (event.type === 'copy') {
            ended.push(event);
            abort.abort();
          }
        },
      }),
    ).rejects.toMatchObject({ code: 'CANCELED' });
    expect(ended).toMatchObject([{ index: 1, status: 'succeeded' }]);
  });

  it('says for each repository how much of it failed, and why', async () => {
    const layer = randomBytes(100);
    addImage(source, 'some', { tag: '1' });
    addImage(source, 'some', { tag: '2', layers: [layer] });
    source.repository('some').blobs.delete(sha256(layer));
    const { copies } = await copyBetween(source, target, {
      copies: copiesOf('some', 'none'),
    });
    expect(copies).toMatchObject([
      {
        status: 'partiallyFailed',
        tagsCopied: 1,
        tagsFailed: 1,
        error: { code: 'NOT_FOUND' },
      },
      { status: 'failed', tagsFailed: 1, error: { code: 'NOT_FOUND' } },
    ]);
  });
});
