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

import { exampleMigration } from '../../../dev/fixtures';
import { tagsOf } from './tagsOf';

const [volume, image] = exampleMigration('running').items;

describe('tagsOf', () => {
  it('has the progress while there is one, then the result', () => {
    const tagProgress = {
      done: 1,
      total: 2,
      tags: [{ tag: '1.0', state: 'copying' as const, bytesDone: 1 }],
      omitted: 1,
    };
    expect(tagsOf({ ...image, tagProgress })).toEqual(tagProgress);
    expect(
      tagsOf({
        ...image,
        result: {
          tags: [
            { tag: '1.0', state: 'copied' },
            { tag: '2.0', state: 'failed', error: { message: 'No.' } },
            { tag: 'x', state: 'something new' },
          ],
          tagsOmitted: 3,
        },
      }),
    ).toMatchObject({
      done: 1,
      total: 5,
      omitted: 3,
      tags: [{ tag: '1.0' }, { tag: '2.0', message: 'No.' }],
    });
  });

  it('has none of volumes, nor where nothing is known', () => {
    expect(tagsOf(volume)).toBeUndefined();
    expect(tagsOf(image)).toBeUndefined();
    expect(tagsOf({ ...image, result: { tags: 'x' } })).toBeUndefined();
  });
});
