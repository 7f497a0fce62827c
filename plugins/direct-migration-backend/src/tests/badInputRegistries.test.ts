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
import type { KnownCluster } from '../__testUtils__/knownClusters';
import {
  BadInput,
  refusedWith,
  cluster,
  type Expected,
} from '../__testUtils__/BadInput';
import { pushImage } from '../engines/__testUtils__/pushImage';

jest.setTimeout(60_000);

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('a migration of images that cannot work: one clear error with its field, and nothing left behind', () => {
  let bad: BadInput;

  beforeAll(async () => {
    bad = await BadInput.start({}, async two => {
      const push = (sandbox: 'east' | 'west', tags: string[], text: string) =>
        pushImage({
          cluster: two[sandbox],
          repository: sandbox === 'east' ? 'shop/web' : 'shop-new/web',
          tags,
          text,
        });
      await push('east', ['1.0', 'latest'], 'one');
      await push('west', ['latest'], 'another');
      const { url, caPem, token, registry } = two.west;
      const west: KnownCluster = { name: 'west', url, caPem, token, registry };
      return [
        two.east,
        two.west,
        { ...west, name: 'bare', registry: undefined },
        {
          ...west,
          name: 'wrong-password',
          registry: { ...registry!, password: 'wrong' },
        },
        {
          ...west,
          name: 'wrong-registry-ca',
          registry: { ...registry!, caPem: two.east.caPem },
        },
      ];
    });
  });
  afterAll(async () => {
    await bad?.stop();
  });

  const image = (rest: Partial<PlanImage> = {}) => ({
    images: [{ repository: 'shop/web', ...rest }],
  });

  it.each<[string, Partial<PlanInput>, Expected]>([
    [
      'an image repository that does not exist',
      image({ repository: 'shop/nothing' }),
      {
        code: 'IMAGE_NOT_FOUND',
        status: 400,
        field: 'images[0].repository',
        hint: /Check the name/,
      },
    ],
    [
      'a tag that does not exist',
      image({ tags: ['1.0', '2.0'] }),
      {
        code: 'IMAGE_TAG_NOT_FOUND',
        status: 400,
        field: 'images[0].tags[1]',
        message: /shop\/web has no tag 2\.0/,
        hint: /Choose of: 1\.0, latest/,
      },
    ],
    [
      'a digest that does not exist',
      image({ digests: [DIGEST] }),
      {
        code: 'IMAGE_DIGEST_NOT_FOUND',
        status: 400,
        field: 'images[0].digests[0]',
        hint: /list of images/,
      },
    ],
    [
      'patterns that nothing fits',
      image({ includeTags: ['2.*'] }),
      {
        code: 'IMAGE_NO_TAG_MATCHES',
        status: 400,
        field: 'images[0].includeTags',
        message: /None of the 2 tags of shop\/web fits includeTags/,
        hint: /1\.0, latest/,
      },
    ],
    [
      'history where there is none',
      image({ history: true, tags: ['1.0'] }),
      {
        code: 'IMAGE_HISTORY_UNKNOWN',
        status: 400,
        field: 'images[0].history',
        message: /east has no ImageStream shop\/web/,
        hint: /Leave history out/,
      },
    ],
    [
      'a tag that the target has with another image, and is not to be overwritten',
      image({ existing: 'refuse' }),
      {
        code: 'IMAGE_TAG_EXISTS',
        status: 400,
        field: 'images[0].repository',
        message:
          /shop-new\/web on west has 1 of the tags with another image: latest/,
        hint: /overwrite, refuse or skip/,
      },
    ],
    [
      'a target without a registry',
      { ...image(), targetCluster: cluster('bare') },
      {
        code: 'REGISTRY_MISSING',
        status: 400,
        field: 'targetCluster',
        message: /No image registry is configured for cluster bare/,
        hint: /registry\.host/,
      },
    ],
    [
      'a source without a registry',
      {
        ...image(),
        sourceCluster: cluster('bare'),
        targetCluster: cluster('east'),
      },
      {
        code: 'REGISTRY_MISSING',
        status: 400,
        field: 'sourceCluster',
        hint: /registry\.host/,
      },
    ],
    [
      'a wrong password of a registry',
      { ...image(), targetCluster: cluster('wrong-password') },
      {
        code: 'REGISTRY_AUTH_FAILED',
        status: 400,
        field: 'targetCluster',
        hint: /username and passwordFile/,
      },
    ],
    [
      'a registry of an unknown CA',
      { ...image(), targetCluster: cluster('wrong-registry-ca') },
      {
        code: 'REGISTRY_TLS',
        status: 400,
        field: 'targetCluster',
        hint: /caFile/,
      },
    ],
  ])('%s', async (_what, change, expected) => {
    expect(await bad.refusal(change)).toEqual(refusedWith(expected));
  });
});
