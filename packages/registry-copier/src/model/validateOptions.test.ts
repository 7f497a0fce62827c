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

import { createTestCertificate } from '../__testUtils__/createTestCertificate';
import { RegistryError } from './RegistryError';
import type { PlanOptions } from './types';
import { validateOptions } from './validateOptions';

const good: PlanOptions = {
  registries: { 'a.test': {}, 'b.test:5000': { insecureHttp: true } },
  copies: [{ source: 'a.test/shop/web', target: 'b.test:5000/shop/web' }],
};

const digest = `sha256:${'0'.repeat(64)}`;

function problem(options: unknown): {
  code: string;
  field?: string;
  message: string;
} {
  try {
    validateOptions(options as PlanOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(RegistryError);
    return error as RegistryError;
  }
  throw new Error('was accepted');
}

describe('validateOptions', () => {
  it('fills in defaults, and reads hosts without regard to case', async () => {
    const { ca } = await createTestCertificate();
    const valid = validateOptions({
      registries: {
        'A.test': { ca: `# a comment\n${ca}` },
        '[::1]:5000': { address: '10.0.0.1:443', username: 'u', password: '' },
      },
      copies: [
        {
          source: 'a.TEST/x/y__z',
          target: '[::1]:5000/a-b/c',
          tags: ['1', '1', '_x'],
        },
      ],
    });
    expect(valid.concurrency).toBe(8);
    expect(valid.copies[0]).toMatchObject({
      source: { host: 'a.test', repository: 'x/y__z' },
      target: { host: '[::1]:5000', repository: 'a-b/c' },
      tags: ['1', '_x'],
      existing: 'overwrite',
      platforms: [],
    });
  });

  it.each([
    ['shop/web', /not a repository|not in registries/],
    ['web', /host\[:port\]/],
    ['a.test/shop/web:1.0', /names a tag/],
    ['a.test/shop/web@sha256:1234', /names a tag/],
    ['a.test/Shop', /not valid/],
    ['a.test/shop//web', /not valid/],
    ['a.test/../web', /not valid/],
    ['a.test/shop/web?x=1', /not valid/],
    [`a.test/${'x'.repeat(256)}`, /not valid/],
    ['a.test:99999/x', /not a registry/],
    ['https://a.test/x', /not a registry/],
    ['user:pw@a.test/x', /not a registry/],
    ['[::zz]/x', /not a registry/],
    ['c.test/shop/web', /not in registries/],
    [undefined, /not a repository/],
  ])('refuses the source %s', (source, message) => {
    expect(
      problem({ ...good, copies: [{ ...good.copies[0], source }] }),
    ).toMatchObject({
      code: 'INVALID_REFERENCE',
      field: 'copies[0].source',
      message: expect.stringMatching(message),
    });
  });

  it.each<[object, string]>([
    [{ registries: undefined }, 'registries'],
    [{ copies: [] }, 'copies'],
    [{ copies: [undefined] }, 'copies[0]'],
    [{ concurrency: 0 }, 'concurrency'],
    [{ concurrency: '8' }, 'concurrency'],
    [{ bandwidthLimit: 65_535 }, 'bandwidthLimit'],
    [{ bandwidthLimit: 100_000.5 }, 'bandwidthLimit'],
    [{ existing: 'maybe' }, 'existing'],
    [
      { registries: { ...good.registries, 'a.test': { ca: 'not PEM' } } },
      'registries["a.test"].ca',
    ],
    [
      {
        registries: {
          ...good.registries,
          'a.test': {
            ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
          },
        },
      },
      'registries["a.test"].ca',
    ],
    [
      { registries: { ...good.registries, 'a.test': { username: 'u' } } },
      'registries["a.test"].password',
    ],
    [
      {
        registries: {
          ...good.registries,
          'a.test': { username: 'u:v', password: 'p' },
        },
      },
      'registries["a.test"].username',
    ],
    [
      { registries: { ...good.registries, 'a.test': { address: 'http://x' } } },
      'registries["a.test"].address',
    ],
    [{ registries: { ...good.registries, 'a b': {} } }, 'registries["a b"]'],
    [
      { copies: [{ ...good.copies[0], tags: ['ok', '-no'] }] },
      'copies[0].tags[1]',
    ],
    [{ copies: [{ ...good.copies[0], tags: 'latest' }] }, 'copies[0].tags'],
    ...Object.entries({
      includeTags: ['v*', 'v[0-'],
      excludeTags: ['v*', 'a/b'],
      platforms: ['linux/amd64', 'amd64'],
    }).map<[object, string]>(([key, value]) => [
      { copies: [{ ...good.copies[0], [key]: value }] },
      `copies[0].${key}[1]`,
    ]),
    [
      { copies: [{ ...good.copies[0], includeTags: [] }] },
      'copies[0].includeTags',
    ],
    [
      { copies: [{ ...good.copies[0], tags: ['1'], includeTags: ['v*'] }] },
      'copies[0].includeTags',
    ],
    [
      { copies: [{ ...good.copies[0], excludeTags: '*' }] },
      'copies[0].excludeTags',
    ],
    [{ copies: [{ ...good.copies[0], existing: 'x' }] }, 'copies[0].existing'],
    [
      { copies: [{ ...good.copies[0], digests: [{ digest: 'sha256:1' }] }] },
      'copies[0].digests[0].digest',
    ],
    [
      { copies: [{ ...good.copies[0], digests: [{ digest, tag: 'a/b' }] }] },
      'copies[0].digests[0].tag',
    ],
    [{ platforms: ['linux'] }, 'platforms[0]'],
    [
      {
        copies: [{ source: 'a.test/x', target: 'A.test:443/x' }],
        registries: { 'a.test': {}, 'a.test:443': {} },
      },
      'copies[0].target',
    ],
    [
      {
        copies: [good.copies[0], { ...good.copies[0], source: 'a.test/other' }],
      },
      'copies[1].target',
    ],
  ])('refuses %j', (change, field) => {
    expect(problem({ ...good, ...change })).toMatchObject({
      code: 'INVALID_REFERENCE',
      field,
    });
  });

  it('takes two sources for one target if their tags differ', () => {
    const [copy] = good.copies;
    const copies = [
      { ...copy, tags: ['1'] },
      { ...copy, source: 'a.test/other', tags: ['2'] },
    ];
    expect(validateOptions({ ...good, copies }).copies).toHaveLength(2);
    expect(
      problem({
        ...good,
        copies: [...copies, { ...copies[1], source: 'a.test/third' }],
      }).field,
    ).toBe('copies[2].target');
  });

  it('reads what copies choose, and lets each say what all do by default', () => {
    const [copy] = good.copies;
    const { copies } = validateOptions({
      ...good,
      existing: 'skip',
      platforms: ['linux/amd64'],
      copies: [
        { ...copy, tags: [], digests: [{ digest }, { digest, tag: '1' }] },
        {
          ...copy,
          target: 'b.test:5000/other',
          includeTags: ['v*'],
          excludeTags: ['*-rc'],
          existing: 'refuse',
          platforms: [],
        },
      ],
    });
    expect(copies).toMatchObject([
      {
        index: 0,
        tags: [],
        digests: [{ digest }, { digest, tag: '1' }],
        existing: 'skip',
        platforms: [{ text: 'linux/amd64' }],
      },
      { index: 1, existing: 'refuse', platforms: [], digests: [] },
    ]);
    expect(copies[1].includes?.[0].matches('v1')).toBe(true);
    expect(copies[1].excludes[0].matches('v1-rc')).toBe(true);
    expect(copies[1].tags).toBeUndefined();
  });

  it('shows no secret', () => {
    const { message } = problem({
      ...good,
      registries: {
        ...good.registries,
        'a.test': { password: 'hunter2', ca: 'hunter2' },
      },
    });
    expect(message).not.toContain('hunter2');
  });
});
