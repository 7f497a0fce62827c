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

import type {
  PlanImage,
  PlanInput,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { BadInput, refusedWith } from '../__testUtils__/BadInput';

jest.setTimeout(60_000);

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('bad input about images: one clear error with its field, and nothing left behind', () => {
  let bad: BadInput;

  beforeAll(async () => {
    bad = await BadInput.start({}, async two => [two.east, two.west]);
  });
  afterAll(async () => {
    await bad?.stop();
  });

  const image = (rest: Partial<PlanImage> = {}) => ({
    images: [{ repository: 'shop/web', ...rest }],
  });

  it.each<[string, Partial<PlanInput>, string, RegExp]>([
    [
      'a repository with a tag',
      image({ repository: 'shop/web:1.0' }),
      'images[0].repository',
      /'shop\/web:1.0' is not the path/,
    ],
    [
      'a target repository that is none',
      image({ targetRepository: 'Shop/web' }),
      'images[0].targetRepository',
      /'Shop\/web' is not the path/,
    ],
    [
      'a tag that is none',
      image({ tags: ['1.0', '.x'] }),
      'images[0].tags[1]',
      /'.x' is not a valid image tag/,
    ],
    [
      'a pattern that is none',
      image({ includeTags: ['v[0-9'] }),
      'images[0].includeTags[0]',
      /'v\[0-9' is not a pattern of tags: \[ has no \]/,
    ],
    [
      'a pattern with what no tag can have',
      image({ excludeTags: ['*', 'a b'] }),
      'images[0].excludeTags[1]',
      /no tag has the character " "/,
    ],
    [
      'tags and patterns at once',
      image({ tags: ['1.0'], includeTags: ['2.*'] }),
      'images[0].includeTags',
      /both tags and includeTags/,
    ],
    [
      'a digest that is none',
      image({ digests: ['sha256:1'] }),
      'images[0].digests[0]',
      /'sha256:1' is not the digest/,
    ],
    [
      'a platform that is none',
      image({ platforms: ['linux'] }),
      'images[0].platforms[0]',
      /'linux' is not a platform/,
    ],
    [
      'the history of digests',
      image({ digests: [DIGEST], history: true }),
      'images[0].history',
      /has only digests/,
    ],
    [
      'an unknown policy',
      image({ existing: 'merge' as never }),
      'images[0].existing',
      /must be equal to one of the allowed values/,
    ],
    [
      'a namespace that is not mapped',
      image({ repository: 'other/web' }),
      'images[0].repository',
      /'other' is not among the namespaces/,
    ],
    [
      'the same target twice',
      {
        images: [
          { repository: 'shop/web' },
          { repository: 'shop/app', targetRepository: 'shop-new/web' },
        ],
      },
      'images[1]',
      /images\[1\] and images\[0\] have the same target: shop-new\/web/,
    ],
    [
      'a repository copied onto itself',
      {
        targetCluster: 'resource:default/east',
        ...image({ targetRepository: 'shop/web' }),
      },
      'images[0]',
      /Source and target are the same: shop\/web/,
    ],
  ])('a plan with %s is refused', async (_what, change, field, message) => {
    expect(await bad.refusal(change)).toEqual(
      refusedWith({
        code: expect.stringMatching(/^[A-Z_]+$/) as never,
        status: 400,
        field,
        message,
        hint: /.{10}/,
      }),
    );
    expect((await bad.portal.get('/plans')).body.items).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['includeTags=1.*&includeTags=%5B', 'includeTags[1]', /'\[' is not a/],
    ['excludeTags=a/b', 'excludeTags[0]', /no tag has the character/],
    ['labelSelector=a%20in%20(', 'labelSelector', /is not a label selector/],
    ['history=perhaps', 'history', /must be boolean/],
    ['tags=1.0', 'tags', /Unknown query parameter/],
  ])('a list of images with %s is refused', async (query, field, message) => {
    const path = '/clusters/default/east/namespaces/shop/images';
    const { status, body } = await bad.portal.get(`${path}?${query}`);
    expect({ status, error: body.error }).toMatchObject({
      status: 400,
      error: {
        code: 'INVALID_INPUT',
        field,
        message: expect.stringMatching(message),
        hint: expect.any(String),
      },
    });
  });

  it('a list of images takes every option', async () => {
    bad.two.east.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
      spec: {
        containers: ['1.0', '2.0', '2.0-rc1'].map((tag, i) => ({
          name: `c${i}`,
          image: `${bad.two.east.registry!.host}/shop/web:${tag}`,
        })),
      },
    });
    const path = '/clusters/default/east/namespaces/shop/images';
    const { status, body } = await bad.portal.get(
      `${path}?labelSelector=app%3Dweb,tier!=test&includeTags=2.*&excludeTags=*-rc*&history=true`,
    );
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { items: [{ repository: 'shop/web', tags: ['2.0'] }] },
    });
    expect(
      (await bad.portal.get(`${path}?labelSelector=app%3Dother`)).body.items,
    ).toEqual([]);
  });
});
