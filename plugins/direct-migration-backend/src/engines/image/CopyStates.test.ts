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

import { copyOutcome, endFromResult } from './copyOutcome';
import { CopyStates } from './CopyStates';

const tag = (name: string, state = 'copied') => ({
  type: 'repository',
  index: 0,
  tag: name,
  state,
});
const end = { type: 'copy', index: 0, status: 'succeeded', bytesUploaded: 7 };

describe('CopyStates', () => {
  it('says which copy a line was about', () => {
    const states = new CopyStates(2);
    expect(states.take({ type: 'phase', phase: 'copying' })).toBeUndefined();
    expect(states.phase).toBe('copying');
    expect(states.take({ type: 'log', message: 'x' })).toBeUndefined();
    expect(states.take({ ...end, index: 2 })).toBeUndefined();
    expect(
      states.take({
        type: 'copyProgress',
        index: 1,
        bytesDone: 3,
        bytesTotal: 9,
        blobsDone: 1,
        blobsTotal: 2,
        bytesPerSecond: 1.5,
      }),
    ).toBe(1);
    expect(states.of(1).progress).toEqual({
      bytesDone: 3,
      bytesTotal: 9,
      filesDone: 1,
      filesTotal: 2,
      bytesPerSecond: 1.5,
    });
    expect(states.of(0)).toEqual({});
  });

  it('knows how far each tag is', () => {
    const states = new CopyStates(2);
    expect(states.tagsOf(1)).toBeUndefined();
    const progress = (name: string, bytesDone: number) => ({
      type: 'tagProgress',
      index: 1,
      tag: name,
      blobsDone: 0,
      blobsTotal: 2,
      bytesDone,
      bytesTotal: 9,
      bytesPerSecond: 0,
    });
    states.take({ type: 'copyProgress', index: 1, tagsDone: 0, tagsTotal: 4 });
    expect(states.take(progress('1', 0))).toBe(1);
    states.take(progress('2', 0));
    // The target has some of it from the start.
    states.take(progress('3', 4));
    states.take({ ...progress('2', 5), bytesPerSecond: 3, etaSeconds: 1.5 });
    expect(states.tagsOf(1)).toMatchObject({
      done: 0,
      total: 4,
      tags: [
        { tag: '1', state: 'waiting', bytesDone: 0, bytesTotal: 9 },
        { tag: '2', state: 'copying', bytesPerSecond: 3, etaSeconds: 1.5 },
        { tag: '3', state: 'waiting', bytesDone: 4 },
      ],
    });
    states.take({ ...progress('2', 9), blobsDone: 2 });
    states.take({ ...tag('2'), index: 1, digest: 'sha256:2' });
    states.take({ ...tag('latest', 'unchanged'), index: 1 });
    expect(states.tagsOf(1)!.done).toBe(2);
    expect(states.tagsOf(1)!.tags.slice(1)).toEqual([
      {
        tag: '2',
        state: 'copied',
        digest: 'sha256:2',
        blobsDone: 2,
        blobsTotal: 2,
        bytesDone: 9,
        bytesTotal: 9,
      },
      expect.objectContaining({ tag: '3' }),
      { tag: 'latest', state: 'unchanged' },
    ]);
    states.take({ ...end, index: 1 });
    expect(states.of(1).end!.tags[0]).toMatchObject({
      tag: '2',
      blobsTotal: 2,
      bytesDone: 9,
    });
    expect(states.tagsOf(0)).toBeUndefined();
  });

  it('names 500 tags, those under way and failed before others, and counts all', () => {
    const states = new CopyStates(1);
    for (let i = 0; i < 600; i++) {
      states.take(tag(`v${i}`, i % 100 === 99 ? 'failed' : 'copied'));
    }
    const { done, total, omitted, tags } = states.tagsOf(0)!;
    expect({ done, total, omitted }).toEqual({
      done: 600,
      total: 600,
      omitted: 100,
    });
    expect(tags).toHaveLength(500);
    expect(tags.filter(({ state }) => state === 'failed')).toHaveLength(6);
  });

  it('says that a tag was copied which a copier before this one has copied', () => {
    const states = new CopyStates(1);
    const known = (name: string) => ({
      ...tag(name, 'unchanged'),
      digest: `sha256:${name}`,
    });
    ['1', '2', '3'].forEach(name => states.take(known(name)));
    states.take(end);
    const { result } = copyOutcome(states.of(0).end!, states.of(0), {
      done: 2,
      total: 3,
      tags: [
        { tag: '1', state: 'copied', digest: 'sha256:1', bytesTotal: 9 },
        // Somebody else has written it since.
        { tag: '2', state: 'copied', digest: 'sha256:other' },
        { tag: '3', state: 'copying' },
      ],
    });
    expect(result?.tags).toEqual([
      { tag: '1', state: 'copied', digest: 'sha256:1', bytesTotal: 9 },
      { tag: '2', state: 'unchanged', digest: 'sha256:2' },
      { tag: '3', state: 'unchanged', digest: 'sha256:3' },
    ]);
  });

  it('takes the tags from the line of the copy, or from those before it', () => {
    const log = new CopyStates(1);
    log.take(tag('2'));
    log.take(tag('10'));
    log.take(end);
    expect(log.of(0).end).toEqual({
      status: 'succeeded',
      tags: [
        { tag: '2', state: 'copied' },
        { tag: '10', state: 'copied' },
      ],
      bytesUploaded: 7,
    });
    // The beginning of the log was thrown away, its end says it once more.
    const late = new CopyStates(1);
    late.take({ ...end, tags: [tag('1')], tagsOmitted: 4 });
    expect(late.of(0).end).toMatchObject({
      tags: [{ tag: '1', state: 'copied' }],
      tagsOmitted: 4,
    });
  });

  it('lists 1,000 tags, those that failed first, and counts the others', () => {
    const states = new CopyStates(1);
    for (let i = 0; i < 1500; i++) {
      states.take(tag(String(i), i === 1400 ? 'failed' : 'copied'));
    }
    states.take(end);
    const { tags, tagsOmitted } = states.of(0).end!;
    expect(tags).toHaveLength(1000);
    expect(tags[0]).toMatchObject({ tag: '1400', state: 'failed' });
    expect(tagsOmitted).toBe(500);
  });
});

describe('the outcome of a copy', () => {
  const error = { code: 'QUOTA', message: 'full', retryable: true };

  it('is that of the item', () => {
    expect(copyOutcome({ status: 'succeeded', tags: [] })).toMatchObject({
      kind: 'succeeded',
      result: { verified: true, tags: [] },
    });
    expect(
      copyOutcome({ status: 'partiallyFailed', tags: [], error }),
    ).toMatchObject({
      kind: 'partiallyFailed',
      result: { verified: false },
      error: { code: 'QUOTA' },
    });
    expect(copyOutcome({ status: 'failed', tags: [], error })).toMatchObject({
      kind: 'failed',
      retryable: true,
      error: { code: 'QUOTA', message: 'full' },
    });
  });

  it('is found in the last word of the copier', () => {
    const result = { copies: 'sf-p', copyErrors: [{ index: 1, error }] };
    expect(endFromResult(result, 0)).toEqual({ status: 'succeeded', tags: [] });
    expect(endFromResult(result, 1)).toMatchObject({ status: 'failed', error });
    expect(endFromResult(result, 2)).toBeUndefined();
    expect(endFromResult(result, 3)).toMatchObject({
      status: 'partiallyFailed',
      error: { code: 'COPY_FAILED', retryable: true },
    });
    expect(endFromResult(undefined, 0)).toBeUndefined();
  });
});
