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
