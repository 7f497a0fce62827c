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

import type { PlanImage } from '@direct-migration/backstage-plugin-direct-migration-common';
import { resolvePlan } from '../resolvePlan';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('the images of a plan', () => {
  const resolve = (
    image: Partial<PlanImage>,
    { targetCluster = 'resource:default/west', more = [] as PlanImage[] } = {},
  ) =>
    resolvePlan({
      name: 'images',
      sourceCluster: 'resource:default/east',
      targetCluster,
      namespaces: [{ source: 'shop', target: 'shop-new' }],
      images: [{ repository: 'shop/web', ...image }, ...more],
    });

  it.each<Partial<PlanImage>>([
    {},
    { tags: ['1.0', 'latest'], history: true },
    { includeTags: ['1.*'], excludeTags: ['*-rc?'], history: true },
    { excludeTags: ['latest'], existing: 'refuse' },
    { digests: [DIGEST] },
    { digests: [DIGEST], tags: ['1.0'] },
    { tags: [], includeTags: ['*'] },
    { platforms: ['linux/amd64', 'linux/arm64/v8', 'windows/amd64'] },
    { targetRepository: 'elsewhere/web' },
  ])('may be %j', image => {
    expect(resolve(image).images).toEqual([
      { repository: 'shop/web', ...image },
    ]);
  });

  it.each<[Partial<PlanImage>, string, RegExp]>([
    [{ repository: 'Shop/web' }, 'images[0].repository', /Shop\/web/],
    [{ repository: 'shop/web:1.0' }, 'images[0].repository', /shop\/web:1\.0/],
    [
      { repository: 'registry.example.com:5000/shop/web' },
      'images[0].repository',
      /not the path/,
    ],
    [
      { targetRepository: 'shop//web' },
      'images[0].targetRepository',
      /shop\/\/web/,
    ],
    [{ tags: ['1.0', '-x'] }, 'images[0].tags[1]', /'-x' is not a valid/],
    [
      { includeTags: ['1.*', '[1'] },
      'images[0].includeTags[1]',
      /'\[1' is not a pattern .* has no \]/,
    ],
    [
      { excludeTags: ['a/b'] },
      'images[0].excludeTags[0]',
      /'a\/b' is not a pattern/,
    ],
    [
      { tags: ['1.0'], includeTags: ['1.*'] },
      'images[0].includeTags',
      /both tags and includeTags/,
    ],
    [
      { tags: ['1.0'], excludeTags: ['1.*'] },
      'images[0].excludeTags',
      /both tags and excludeTags/,
    ],
    [
      { digests: [DIGEST, 'sha256:12'] },
      'images[0].digests[1]',
      /'sha256:12' is not the digest/,
    ],
    [
      { digests: [DIGEST], history: true },
      'images[0].history',
      /has only digests/,
    ],
    [{ platforms: ['amd64'] }, 'images[0].platforms[0]', /'amd64'/],
    [
      { platforms: ['linux/arm/v7/x'] },
      'images[0].platforms[0]',
      /not a platform/,
    ],
    [
      { repository: 'other/web' },
      'images[0].repository',
      /'other' is not among the namespaces/,
    ],
  ])('may not be %j', (image, field, message) => {
    expect(() => resolve(image)).toThrow(
      expect.objectContaining({
        field,
        message: expect.stringMatching(message),
        hint: expect.any(String),
      }),
    );
  });

  it('may not have one target, nor be their own', () => {
    expect(() =>
      resolve({}, { more: [{ repository: 'shop/web', tags: ['1.0'] }] }),
    ).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_TARGET', field: 'images[1]' }),
    );
    expect(() =>
      resolve(
        { targetRepository: 'shop/web' },
        { targetCluster: 'resource:default/east' },
      ),
    ).toThrow(
      expect.objectContaining({
        code: 'SAME_SOURCE_AND_TARGET',
        field: 'images[0]',
      }),
    );
  });
});
