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

import { copyBetween, tagsOf } from './__testUtils__/copyBetween';
import { addImage, sha256 } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { ImageCopy } from './model/types';

const cosign = (digest: string, suffix: string) =>
  `${digest.replace(':', '-')}${suffix}`;

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('what copyImages chooses', () => {
  let source: TestRegistry;
  let target: TestRegistry;

  beforeEach(async () => {
    source = await TestRegistry.start();
    target = await TestRegistry.start();
  });

  afterEach(async () => {
    await Promise.all([source.stop(), target.stop()]);
  });

  const copy = async (choice: Partial<ImageCopy>) =>
    await copyBetween(source, target, {
      copies: [
        {
          source: `${source.host}/shop/web`,
          target: `${target.host}/shop/web`,
          ...choice,
        },
      ],
    });
  /** What was written, in this order. */
  const written = () =>
    target.requests
      .filter(({ method, url }) => method === 'PUT' && /manifests/.test(url))
      .map(({ url }) => url.slice(url.lastIndexOf('/') + 1));

  describe('by pattern', () => {
    let images: Record<string, { digest: string }>;

    beforeEach(() => {
      images = Object.fromEntries(
        ['v1', 'v2', 'v2-rc', 'dev'].map(tag => [
          tag,
          addImage(source, 'shop/web', { tag }),
        ]),
      );
      for (const tag of ['v1', 'dev']) {
        const signed = images[tag].digest;
        addImage(source, 'shop/web', { tag: cosign(signed, '.sig') });
      }
    });

    it.each<[Partial<ImageCopy>, string[], string[]]>([
      [{ includeTags: ['v*'] }, ['v1', 'v2', 'v2-rc'], ['v1']],
      [{ includeTags: ['v?', 'd*'] }, ['dev', 'v1', 'v2'], ['v1', 'dev']],
      [{ includeTags: ['v*'], excludeTags: ['*-rc'] }, ['v1', 'v2'], ['v1']],
      [{ excludeTags: ['dev', '*-rc'] }, ['v1', 'v2'], ['v1']],
      [{ tags: ['v1', 'dev'], excludeTags: ['d*'] }, ['v1'], ['v1']],
      [{ includeTags: ['v1'], excludeTags: ['sha256-*'] }, ['v1'], []],
    ])('%j', async (choice, expected, signed) => {
      const report = await copy(choice);
      expect(report.status).toBe('succeeded');
      expect(Object.keys(tagsOf(target)).sort()).toEqual(
        [
          ...expected,
          ...signed.map(tag => cosign(images[tag].digest, '.sig')),
        ].sort(),
      );
    });

    it('says that nothing fits, which is no failure', async () => {
      const report = await copy({ includeTags: ['release-*'] });
      expect(report).toMatchObject({ status: 'succeeded', tags: [] });
      expect(report.log).toContain('no tag that is chosen');
      expect(target.repositories.size).toBe(0);
    });

    it('fails where patterns need the list of tags and there is none', async () => {
      source.faults.push({ path: /tags/, status: 403, times: 9 });
      const report = await copy({ includeTags: ['v*'] });
      expect(report.tags).toMatchObject([
        { tag: '*', error: { code: 'AUTH_FAILED' } },
      ]);
    });
  });

  describe('by digest', () => {
    /** Three images that were pushed as `1`, one after the other. */
    const history = () =>
      ['oldest', 'older', 'newest'].map(name =>
        addImage(source, 'shop/web', { tag: '1', name }),
      );

    it('copies an image without a tag, and no other, without making one', async () => {
      const [image] = history();
      const signature = addImage(source, 'shop/web', {
        tag: cosign(image.digest, '.sig'),
      });
      const report = await copy({
        tags: [],
        digests: [{ digest: image.digest }],
      });
      expect(report.tags).toMatchObject([
        { tag: image.digest, digest: image.digest, state: 'copied' },
        { digest: signature.digest, state: 'copied' },
      ]);
      expect(Object.keys(tagsOf(target))).toEqual([
        cosign(image.digest, '.sig'),
      ]);
      expect(target.repository('shop/web').manifests.size).toBe(2);
      const again = await copy({
        tags: [],
        digests: [{ digest: image.digest }],
      });
      expect(again.copies[0]).toMatchObject({ tagsUnchanged: 2 });
    });

    it('writes older images of a tag before the newest, and once only', async () => {
      const [oldest, older, newest] = history();
      const digests = [oldest, older, newest].map(({ digest }) => ({
        digest,
        tag: '1',
      }));
      const report = await copy({ digests });
      expect(report.tags).toMatchObject([
        { tag: oldest.digest, digest: oldest.digest, state: 'copied' },
        { tag: older.digest, digest: older.digest, state: 'copied' },
        { tag: '1', digest: newest.digest, state: 'copied' },
      ]);
      expect(written()).toEqual(['1', '1', '1']);
      expect(tagsOf(target)).toEqual(tagsOf(source));
      expect([...target.repository('shop/web').manifests.keys()]).toEqual(
        [oldest, older, newest].map(({ digest }) => digest),
      );

      target.requests.length = 0;
      expect((await copy({ digests })).copies[0].tagsUnchanged).toBe(3);
      expect(written()).toEqual([]);
    });

    it('never moves a tag backwards', async () => {
      const [oldest] = history();
      await copy({});
      target.requests.length = 0;
      await copy({ digests: [{ digest: oldest.digest, tag: '1' }] });
      expect(written()).toEqual([oldest.digest]);
      expect(tagsOf(target)).toEqual(tagsOf(source));
    });

    it.each(['refuse', 'skip'] as const)(
      'moves a tag on from an older image, and with existing=%s not from any other',
      async existing => {
        const [oldest, older] = history();
        await copy({
          tags: [],
          digests: [{ digest: oldest.digest, tag: '1' }],
        });
        expect(written()).toEqual(['1']);
        const digests = [oldest, older].map(({ digest }) => ({
          digest,
          tag: '1',
        }));
        expect((await copy({ digests, existing })).status).toBe('succeeded');
        expect(tagsOf(target)).toEqual(tagsOf(source));

        const other = addImage(target, 'shop/web', { tag: '1', name: 'other' });
        target.repository('shop/web').manifests.delete(older.digest);
        target.requests.length = 0;
        await copy({ digests, existing });
        expect(written()).toEqual([older.digest]);
        expect(target.repository('shop/web').tags.get('1')).toBe(other.digest);
      },
    );

    it('does not write older images under a tag whose newest cannot follow', async () => {
      const [oldest] = history();
      const gone = addImage(source, 'shop/web', {
        tag: '1',
        layers: [Buffer.from('gone')],
      });
      source.repository('shop/web').blobs.delete(sha256(Buffer.from('gone')));
      const report = await copy({
        digests: [{ digest: oldest.digest, tag: '1' }],
      });
      expect(report.tags).toMatchObject([
        { tag: oldest.digest, state: 'copied' },
        { tag: '1', digest: gone.digest, state: 'failed' },
      ]);
      expect(written()).toEqual([oldest.digest]);
      expect(tagsOf(target)).toEqual({});
    });

    it('fails a digest that is not there, and nothing else', async () => {
      history();
      const digest = sha256(Buffer.from('none'));
      const report = await copy({ digests: [{ digest, tag: '1' }] });
      expect(report.tags).toMatchObject([
        { tag: digest, error: { code: 'NOT_FOUND' } },
        { tag: '1', state: 'copied' },
      ]);
    });
  });
});
