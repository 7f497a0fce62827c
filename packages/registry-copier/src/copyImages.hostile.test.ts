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
import type { RegistryErrorCode } from './model/RegistryError';

// Registries and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

type Case = [string, HostileCase];
type FailingCase = [string, RegistryErrorCode, HostileCase];

/** Every kind of request to a source and to a target. */
const ON_SOURCE: Omit<HostileFault, 'status'>[] = [
  { path: 'tags', method: 'GET' },
  { path: 'manifest', method: 'GET' },
  { path: 'layer', method: 'GET' },
];
const ON_TARGET: Omit<HostileFault, 'status'>[] = [
  { path: 'tags', method: 'GET' },
  { path: 'blobs', method: 'HEAD' },
  { path: 'uploads', method: 'POST' },
  { path: 'upload', method: 'PUT' },
  { path: 'uploads', method: 'PUT' },
  { path: 'manifest', method: 'PUT' },
  { path: 'manifest', method: 'HEAD' },
];
const nameOf = ({ method, path }: HostileFault) => `${method} ${path}`;

/** The same fault on all kinds of requests. */
const everywhere = (name: string, fault: Partial<HostileFault>): Case[] => [
  ...ON_SOURCE.map<Case>(on => [
    `${name}, source, ${nameOf(on)}`,
    { sourceFaults: [{ ...on, ...fault }] },
  ]),
  ...ON_TARGET.map<Case>(on => [
    `${name}, target, ${nameOf(on)}`,
    { targetFaults: [{ ...on, ...fault }] },
  ]),
];

/** The same fault for ever on all kinds of requests that cannot do without an answer. */
const forEver = (
  name: string,
  code: RegistryErrorCode,
  fault: Partial<HostileFault>,
  options?: HostileCase['options'],
): FailingCase[] => [
  ...ON_SOURCE.map<FailingCase>(on => [
    `${name}, source, ${nameOf(on)}`,
    code,
    { sourceFaults: [{ ...on, ...fault, times: 999 }], options },
  ]),
  ...ON_TARGET.filter(({ path }) => path !== 'tags').map<FailingCase>(on => [
    `${name}, target, ${nameOf(on)}`,
    code,
    { targetFaults: [{ ...on, ...fault, times: 999 }], options },
  ]),
];

const patient = { attempts: 6, baseDelayMs: 1, maxDelayMs: 2 };
const impatient = {
  idleTimeoutMs: 150,
  retry: { attempts: 2, baseDelayMs: 1, maxDelayMs: 2 },
};

describe('copyImages between registries that fail', () => {
  it.each<Case>([
    ...everywhere('429', { status: 429, times: 5 }),
    ...everywhere('429 with Retry-After', {
      status: 429,
      headers: { 'retry-after': '0' },
      times: 5,
    }),
    ...everywhere('a burst of 500', { status: 500, times: 3 }),
    ...everywhere('a burst of 503', { status: 503, times: 3 }),
    ...everywhere('an answer that is lost', { resetAt: -1, times: 2 }),
    [
      'that no PUT of an upload is ever answered, though it arrives',
      {
        targetFaults: [
          { path: 'uploads', method: 'PUT', resetAt: -1, times: 999 },
        ],
      },
    ],
    ...[0, 1, 100_000, LAYER_BYTES - 1].map<Case>(resetAt => [
      `a download that is reset at byte ${resetAt}`,
      { sourceFaults: [{ path: 'layer', method: 'GET', resetAt, times: 2 }] },
    ]),
    ...[0, 1, 100].map<Case>(resetAt => [
      `a manifest that is reset at byte ${resetAt}`,
      {
        sourceFaults: [{ path: 'manifest', method: 'GET', resetAt, times: 2 }],
      },
    ]),
    ...[1, 100_000, LAYER_BYTES - 1, LAYER_BYTES].map<Case>(resetRequestAt => [
      `an upload that is reset at byte ${resetRequestAt}`,
      {
        targetFaults: [
          { path: 'upload', method: 'PUT', resetRequestAt, times: 2 },
        ],
      },
    ]),
    ...['uploads', 'manifest'].map<Case>(path => [
      `a PUT of ${path} that is reset at its first byte`,
      {
        targetFaults: [
          {
            path: path as HostileFault['path'],
            method: 'PUT',
            resetRequestAt: 1,
            times: 2,
          },
        ],
      },
    ]),
    ...(
      [
        { damage: true },
        { shorten: 1 },
        { lengthen: 1 },
      ] as Partial<HostileFault>[]
    ).map<Case>(fault => [
      `a download once with ${JSON.stringify(fault)}`,
      { sourceFaults: [{ path: 'layer', method: 'GET', ...fault }] },
    ]),
    ...everywhere('silence', { silent: 'hang' }).map<Case>(
      ([name, hostile]) => [
        name,
        {
          ...hostile,
          options: { ...impatient, idleTimeoutMs: 300, retry: patient },
        },
      ],
    ),
    [
      'a byte now and then',
      {
        sourceFaults: [
          { path: 'layer', method: 'GET', silent: 'drip' },
          { path: 'manifest', method: 'GET', silent: 'drip' },
        ],
        options: { idleTimeoutMs: 200 },
      },
    ],
  ])('outlasts %s', async (_, hostile) => {
    const { report, broken, leftBehind, equal } = await copyHostile(hostile);
    expect(broken).toEqual([]);
    expect(leftBehind).toBe(0);
    expect(report).toMatchObject({ status: 'succeeded' });
    expect(equal).toBe(true);
    expect(report.progress.bytesDone).toBe(report.progress.bytesTotal);
    expect(report.progress.bytesDone).toBe(report.bytesUploaded);
  });

  it.each<FailingCase>([
    ...forEver('429', 'RATE_LIMITED', { status: 429 }),
    ...forEver('500', 'NETWORK', { status: 500 }),
    ...forEver('lost answers', 'NETWORK', { resetAt: -1 }).filter(
      ([name]) => !/PUT upload/.test(name),
    ),
    ...forEver('silence', 'NETWORK', { silent: 'hang' }, impatient),
    ...forEver('403', 'AUTH_FAILED', { status: 403 }),
    ...forEver('507', 'QUOTA', { status: 507 }),
    ...[{ damage: true }, { shorten: 1 }, { lengthen: 1 }].map<FailingCase>(
      fault => [
        `a layer with ${JSON.stringify(fault)}`,
        'CORRUPT',
        {
          sourceFaults: [
            { path: 'layer', method: 'GET', times: 999, ...fault },
          ],
        },
      ],
    ),
    [
      'damaged manifests',
      'CORRUPT',
      {
        sourceFaults: [
          { path: 'manifest', method: 'GET', times: 999, damage: true },
        ],
      },
    ],
    [
      'a missing layer',
      'NOT_FOUND',
      {
        sourceFaults: [
          { path: 'layer', method: 'GET', times: 999, status: 404 },
        ],
      },
    ],
    [
      'a byte now and then',
      'NETWORK',
      {
        sourceFaults: [
          { path: 'layer', method: 'GET', times: 999, silent: 'drip' },
        ],
        options: impatient,
      },
    ],
  ])('fails what %s touches with one clear error', async (_, code, hostile) => {
    const { report, broken, leftBehind } = await copyHostile(hostile);
    expect(broken).toEqual([]);
    expect(leftBehind).toBe(0);
    expect(report.status).not.toBe('succeeded');
    expect(report.error).toMatchObject({
      code,
      message: expect.stringMatching(/127\.0\.0\.1:\d+/),
      hint: expect.stringMatching(/\w/),
    });
    const codes = report.tags.flatMap(({ error }) => error?.code ?? []);
    expect(new Set(codes)).toEqual(new Set([code]));
  });
});
