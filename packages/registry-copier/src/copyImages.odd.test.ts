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

import { copyHostile, LAYER_BYTES } from './__testUtils__/copyHostile';
import type { HostileCase, HostileFault } from './__testUtils__/copyHostile';
import type { TestRegistryOptions } from './__testUtils__/testRegistryTypes';
import type { RegistryErrorCode } from './model/RegistryError';

// Registries and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

type Case = [string, HostileCase];

/** An upload of the big layer that breaks in the middle. */
const brokenUpload: HostileFault = {
  path: 'upload',
  method: 'PUT',
  resetRequestAt: 150_000,
};

const onBoth = (name: string, options: TestRegistryOptions): Case => [
  name,
  { source: options, target: options },
];

describe('copyImages between registries with odd ways', () => {
  it.each<Case>([
    ...[1, 2, 3, 20].map<Case>(tokenUses => {
      const options = { auth: 'bearer', tokenUses } as const;
      const one = { concurrency: tokenUses > 3 ? 8 : 1 };
      return [
        `tokens that are good for ${tokenUses} requests`,
        { source: options, target: options, options: one },
      ];
    }),
    ...(['basic', 'bearer'] as const).flatMap(auth => [
      onBoth(`blobs that lie on another host, ${auth}`, {
        auth,
        redirectBlobs: true,
      }),
      onBoth(`uploads to another host, ${auth}`, {
        auth,
        uploadsElsewhere: true,
      }),
    ]),
    onBoth('whole addresses for uploads', { absoluteLocation: 'right' }),
    onBoth('downloads without ranges', { ignoreRange: true }),
    ...([202, 400, 401, 405] as const).map(mountRefused =>
      onBoth(`mounts that are refused with ${mountRefused}`, { mountRefused }),
    ),
    ...([400, 404, 405, 415, 501] as const).map(wholeRefused =>
      onBoth(`blobs in one request that are refused with ${wholeRefused}`, {
        wholeRefused,
      }),
    ),
    ...([400, 404, 405, 415, 501] as const).map<Case>(piecesRefused => [
      `pieces of a broken upload that are refused with ${piecesRefused}`,
      { target: { piecesRefused }, targetFaults: [brokenUpload] },
    ]),
    ...[undefined, 10, -10, '', '0-0'].map<Case>(uploadRange => [
      `a broken piece of which it says ${JSON.stringify(uploadRange)}`,
      {
        target: { wholeRefused: 405, uploadRange },
        targetFaults: [
          { path: 'uploads', method: 'PATCH', resetRequestAt: 150_000 },
        ],
      },
    ]),
    ...[0, 10, 1_000_000, -10, -1_000_000, '', 'bytes', '7-9', '0-0'].map<Case>(
      uploadRange => [
        `a broken upload of which it says ${JSON.stringify(uploadRange)}`,
        { target: { uploadRange }, targetFaults: [brokenUpload] },
      ],
    ),
    ...[10, -10, -1_000_000].map<Case>(rangesOffBy => [
      `downloads that go on ${rangesOffBy} bytes off`,
      {
        source: { rangesOffBy },
        sourceFaults: [
          { path: 'layer', method: 'GET', resetAt: 150_000, times: 2 },
        ],
      },
    ]),
    [
      'uploads that it forgets',
      {
        targetFaults: [
          {
            path: 'upload',
            method: 'PUT',
            status: 404,
            body: '{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN"}]}',
            times: 2,
          },
        ],
      },
    ],
  ])('copes with %s', async (_, hostile) => {
    const { report, broken, leftBehind, equal, source, target } =
      await copyHostile(hostile);
    expect(report.tags.flatMap(({ error }) => error ?? [])).toEqual([]);
    expect(broken).toEqual([]);
    expect(leftBehind).toBe(0);
    expect(equal).toBe(true);
    expect(report.progress.bytesDone).toBe(report.progress.bytesTotal);
    // Only the registry itself may ever see a password or token.
    const elsewhere = [...source.requests, ...target.requests].filter(
      ({ host, authorization }) => host === 'storage' && authorization,
    );
    expect(elsewhere).toEqual([]);
  });

  it('goes on with a broken upload from the byte that the registry has', async () => {
    const { report, target } = await copyHostile({
      targetFaults: [
        brokenUpload,
        { path: 'uploads', method: 'PATCH', resetRequestAt: 50_000 },
      ],
    });
    expect(report.status).toBe('succeeded');
    const sent = target.requests.filter(
      ({ method, url, length }) =>
        ['PUT', 'PATCH'].includes(method) &&
        /uploads/.test(url) &&
        length! > 100_000,
    );
    const starts = sent.map(({ contentRange }) =>
      Number(contentRange?.split('-')[0] ?? 0),
    );
    expect(sent.map(({ method }) => method)).toEqual(['PUT', 'PATCH', 'PATCH']);
    expect(sent.map(({ contentRange }) => contentRange)).toEqual([
      undefined,
      `${starts[1]}-${LAYER_BYTES - 1}`,
      `${starts[2]}-${LAYER_BYTES - 1}`,
    ]);
    expect(starts[1]).toBeGreaterThanOrEqual(150_000);
    expect(starts[2]).toBeGreaterThanOrEqual(starts[1] + 50_000);
    expect(sent.map(({ length }) => length)).toEqual(
      starts.map(start => LAYER_BYTES - start),
    );
    expect(target.count('POST', /uploads\/$/)).toBe(report.blobsUploaded);
    expect(report.log).toContain(`going on at byte ${starts[1]}`);
  });

  it('fails when neither way of sending a blob is taken', async () => {
    const { report, target, broken, leftBehind } = await copyHostile({
      target: { wholeRefused: 405, piecesRefused: 405 },
      options: { concurrency: 1 },
    });
    expect(broken).toEqual([]);
    expect(leftBehind).toBe(0);
    expect(report.error).toMatchObject({ code: 'UNSUPPORTED' });
    expect(target.count('PATCH', /./)).toBeLessThan(10);
  });

  it.each<[string, RegistryErrorCode, HostileCase]>([
    ...(
      [
        ['tags', 'GET', '/v2/shop/web/tags/list?n=1000'],
        ['manifest', 'GET', '/v2/shop/web/manifests/1'],
        ['layer', 'GET', '?again'],
      ] as const
    ).map<[string, RegistryErrorCode, HostileCase]>(
      ([path, method, location]) => [
        `a source that sends ${method} ${path} round in circles`,
        'UNSUPPORTED',
        {
          sourceFaults: [
            { path, method, status: 307, headers: { location }, times: 999 },
          ],
        },
      ],
    ),
    ...(
      [
        ['blobs', 'HEAD'],
        ['uploads', 'POST'],
        ['upload', 'PUT'],
        ['manifest', 'PUT'],
      ] as const
    ).map<[string, RegistryErrorCode, HostileCase]>(([path, method]) => [
      `a target that sends ${method} ${path} round in circles`,
      'UNSUPPORTED',
      {
        targetFaults: [
          {
            path,
            method,
            status: 307,
            headers: { location: '/v2/shop/web/blobs/uploads/' },
            times: 999,
          },
          {
            path,
            method: 'GET',
            status: 307,
            headers: { location: '/v2/shop/web/blobs/uploads/' },
            times: 999,
          },
        ],
      },
    ]),
    [
      'a password that is wrong',
      'AUTH_FAILED',
      {
        target: { auth: 'basic' },
        targetFaults: [{ path: 'blobs', status: 401, times: 999 }],
      },
    ],
    [
      'tokens that are good for nothing',
      'AUTH_FAILED',
      { source: { auth: 'bearer', tokenUses: 0 } },
    ],
    [
      'a token service that is down',
      'NETWORK',
      {
        source: { auth: 'bearer' },
        sourceFaults: [{ path: 'token', status: 503, times: 999 }],
      },
    ],
    [
      'uploads without a Location',
      'UNSUPPORTED',
      {
        targetFaults: [
          { path: 'uploads', method: 'POST', status: 202, times: 999 },
        ],
      },
    ],
  ])('fails %s with one clear error', async (_, code, hostile) => {
    const { report, broken, leftBehind } = await copyHostile(hostile);
    expect(broken).toEqual([]);
    expect(leftBehind).toBe(0);
    expect(report.error).toMatchObject({
      code,
      hint: expect.stringMatching(/\w/),
    });
    const codes = report.tags.flatMap(({ error }) => error?.code ?? []);
    expect(new Set(codes)).toEqual(new Set([code]));
  });
});
