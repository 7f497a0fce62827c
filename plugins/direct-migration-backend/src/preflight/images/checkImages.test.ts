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

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
  PlanImage,
  PreflightCheck,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { pushImage } from '../../engines/__testUtils__/pushImage';
import { TwoSandboxes } from '../../engines/__testUtils__/TwoSandboxes';
import { ApiStub } from '../../kubernetes/__testUtils__/ApiStub';
import type { ClusterConnection, ClusterRegistry } from '../../clusters/types';
import { Findings } from '../Findings';
import { openRegistry } from './openRegistry';

jest.setTimeout(60_000);

const NOWHERE = `sha256:${'0'.repeat(64)}`;

describe('preflight of images, on two sandbox clusters', () => {
  let two: TwoSandboxes;
  let stub: ApiStub;
  let digests: string[];

  beforeAll(async () => {
    two = await TwoSandboxes.start({ registries: true });
    const push = (
      cluster: 'east' | 'west',
      repository: string,
      tags: string[],
      text: string,
    ) => pushImage({ cluster: two[cluster], repository, tags, text });
    digests = [
      await push('east', 'shop/web', ['1.0', 'latest'], 'one'),
      await push('east', 'shop/web', ['2.0'], 'two'),
      await push('east', 'shop/base', ['8'], 'one'),
    ];
    await push('west', 'shop-new/there', ['1.0'], 'one');
    await push('west', 'shop-new/there', ['2.0', 'latest', 'extra'], 'other');
    stub = await ApiStub.start();
  });
  afterAll(async () => {
    await two?.stop();
    await stub?.stop();
  });

  const check = async (
    images: PlanImage[],
    services = two.services,
  ): Promise<PreflightCheck[]> => {
    const { checks } = await services.preflight.check(
      two.plan({ volumes: [], images }),
      { credentials: {} as never },
    );
    return checks.filter(c => /^(?:image|registry)\./.test(c.id));
  };
  /** Repositories with content, and uploads; what a registry keeps of an upload that was taken back is no upload any more. */
  const stored = () =>
    readdirSync(join(two.directory, 'west'), { recursive: true })
      .map(String)
      .filter(path =>
        /_uploads\/[^/]+\/(?:startedat|data)$|_layers$/.test(path),
      )
      .sort();

  it('finds nothing to complain about, says how much there is, and leaves nothing behind', async () => {
    const before = stored();
    expect(
      await check([
        { repository: 'shop/web' },
        { repository: 'shop/base', tags: ['8'], digests: [digests[2]] },
        {
          repository: 'shop/web',
          includeTags: ['1.*'],
          targetRepository: 'elsewhere/web',
        },
      ]),
    ).toEqual([
      {
        id: 'image.size',
        level: 'info',
        subject: 'test',
        // Each of the two images has one blob, its configuration.
        message: expect.stringMatching(/^The images have \d+ B in 2 blobs/),
      },
    ]);
    expect(before.length).toBeGreaterThan(0);
    expect(stored()).toEqual(before);
  });

  it('names what the source does not have, with the field', async () => {
    const found = await check([
      { repository: 'shop/nothing', tags: ['1'] },
      { repository: 'shop/web', tags: ['1.0', '3.0', '4.0'] },
      { repository: 'shop/base', digests: [NOWHERE] },
      { repository: 'shop/web', includeTags: ['9.*'], targetRepository: 'a/b' },
      { repository: 'shop/base', excludeTags: ['*'], targetRepository: 'a/c' },
      { repository: 'shop/web', history: true, targetRepository: 'a/d' },
    ]);
    expect(
      found
        .filter(c => c.level !== 'info')
        .map(c => [c.id, c.level, c.field, c.message, c.fix]),
    ).toEqual([
      [
        'image.notFound',
        'block',
        'images[0].repository',
        'The registry of east has no repository shop/nothing',
        expect.stringContaining('Check the name'),
      ],
      [
        'image.tagNotFound',
        'block',
        'images[1].tags[1]',
        'Repository shop/web has no tag 3.0',
        'Choose of: 1.0, 2.0, latest.',
      ],
      [
        'image.tagNotFound',
        'block',
        'images[1].tags[2]',
        expect.stringContaining('no tag 4.0'),
        expect.any(String),
      ],
      [
        'image.digestNotFound',
        'block',
        'images[2].digests[0]',
        expect.stringContaining(NOWHERE),
        expect.any(String),
      ],
      [
        'image.noTagMatches',
        'block',
        'images[3].includeTags',
        'None of the 3 tags of shop/web fits includeTags',
        'It has 1.0, 2.0, latest.',
      ],
      [
        'image.noTagMatches',
        'block',
        'images[4].excludeTags',
        expect.stringContaining('None of the 1 tags of shop/base'),
        'It has 8.',
      ],
      [
        'image.historyUnknown',
        'block',
        'images[5].history',
        expect.stringContaining('has no ImageStream shop/web'),
        expect.any(String),
      ],
    ]);
  });

  it.each<[PlanImage['existing'], string, string, string | undefined]>([
    [undefined, 'image.tagOverwritten', 'warn', 'images[0].targetRepository'],
    ['overwrite', 'image.tagOverwritten', 'warn', 'images[0].targetRepository'],
    ['refuse', 'image.tagExists', 'block', 'images[0].targetRepository'],
    ['skip', 'image.tagSkipped', 'info', undefined],
  ])(
    'says what becomes of tags that the target has: existing %s',
    async (existing, id, level, field) => {
      const image = {
        repository: 'shop/web',
        targetRepository: 'shop-new/there',
        ...(existing && { existing }),
      };
      const [found] = await check([image]);
      expect(found).toMatchObject({ id, level });
      expect(found.field).toBe(field);
      // 1.0 is the same already, extra is none of ours.
      expect(found.message).toMatch(/has 2 of the tags .*: 2\.0, latest\b/);
      expect(
        (await check([{ ...image, tags: ['1.0'] }])).map(c => c.id),
      ).toEqual(['image.size']);
      expect(
        (await check([{ ...image, platforms: ['linux/amd64'] }])).map(
          c => c.id,
        ),
      ).toEqual(['image.size']);
    },
  );

  it.each<[string, number, string, string, RegExp]>([
    [
      'denies it',
      403,
      '{"errors":[{"code":"DENIED","message":"requested access is denied"}]}',
      'image.pushDenied',
      /Nothing can be pushed to shop-new\/web on stub: .* requested access is denied/,
    ],
    [
      'is full',
      403,
      '{"errors":[{"code":"DENIED","message":"quota exceeded for project"}]}',
      'image.quota',
      /quota exceeded/,
    ],
    [
      'is read-only',
      405,
      '{"errors":[{"code":"UNSUPPORTED","message":"The operation is unsupported."}]}',
      'image.pushRefused',
      /The operation is unsupported/,
    ],
  ])(
    'names the field when the target’s registry %s',
    async (_what, status, body, id, message) => {
      stub.handler = (request, response) =>
        request.method === 'POST'
          ? response.writeHead(status).end(body)
          : response.writeHead(request.url === '/v2/' ? 200 : 404).end('{}');
      const { url, caPem, token } = two.west;
      const services = TwoSandboxes.servicesOf([
        two.east,
        {
          name: 'west',
          url,
          caPem,
          token,
          registry: {
            host: new URL(stub.url).host,
            caPem: stub.ca,
            username: 'u',
            password: 'p',
          },
        },
      ]);
      const found = await check([{ repository: 'shop/web' }], services);
      expect(found[0]).toMatchObject({
        id,
        level: 'block',
        field: 'images[0].repository',
        message: expect.stringMatching(
          new RegExp(message.source.replace('on stub', 'on west')),
        ),
        fix: expect.any(String),
      });
    },
  );

  it('takes an upload that was begun back', async () => {
    stub.requests.length = 0;
    stub.handler = (request, response) => {
      if (request.method === 'POST') {
        response.writeHead(202, { location: '/v2/upload/7?state=x' }).end();
      } else {
        response.writeHead(request.url === '/v2/' ? 200 : 404).end('{}');
      }
    };
    const { url, caPem, token } = two.west;
    const registry = {
      host: new URL(stub.url).host,
      caPem: stub.ca,
      username: 'u',
      password: 'p',
    };
    const services = TwoSandboxes.servicesOf([
      two.east,
      { name: 'west', url, caPem, token, registry },
    ]);
    expect(
      (await check([{ repository: 'shop/base' }], services)).map(c => c.id),
    ).toEqual(['image.size']);
    expect(
      stub.requests
        .filter(r => !['GET', 'HEAD'].includes(r.method))
        .map(r => `${r.method} ${r.url}`),
    ).toEqual([
      'POST /v2/shop-new/base/blobs/uploads/',
      'DELETE /v2/upload/7?state=x',
    ]);
  });

  it.each<[boolean, string, string | undefined]>([
    [false, 'block', 'sourceCluster'],
    [true, 'info', undefined],
  ])(
    'needs a registry that is exposed, unless the copier runs beside it: %s',
    async (inside, level, field) => {
      const findings = new Findings();
      const registry = async () =>
        ({
          exposed: false,
          internalHost: 'registry.svc:5000',
          chosen: 'not exposed to other clusters',
        } as ClusterRegistry);
      const client = await openRegistry({
        findings,
        connection: { name: 'east', registry } as ClusterConnection,
        field: 'sourceCluster',
        inside,
        signal: AbortSignal.timeout(1_000),
      });
      expect(client).toBeUndefined();
      const { checks } = findings.result();
      const found = checks.find(c => c.id === 'registry.notExposed')!;
      expect(found).toMatchObject({
        level,
        message: expect.stringContaining('registry.svc:5000'),
        fix: expect.stringContaining('defaultRoute'),
      });
      expect(found.field).toBe(field);
      expect(checks.map(c => c.id)).toContain('registry.chosen');
    },
  );
});
