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
import { createTestCertificate } from './__testUtils__/createTestCertificate';
import { addImage } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { TestRegistryOptions } from './__testUtils__/testRegistryTypes';

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('copyImages and secrets', () => {
  const started: TestRegistry[] = [];
  const pair = async (
    source: TestRegistryOptions = {},
    target: TestRegistryOptions = {},
  ) => {
    const registries = [
      await TestRegistry.start(source),
      await TestRegistry.start(target),
    ] as const;
    started.push(...registries);
    addImage(registries[0], 'shop/web', { tag: '1', layers: [400_000, 10] });
    addImage(registries[0], 'shop/web', { tag: '2', layers: [300_000] });
    return registries;
  };

  afterEach(async () => {
    await Promise.all(started.splice(0).map(registry => registry.stop()));
  });

  it.each(['basic', 'bearer'] as const)(
    'logs in with %s over verified TLS',
    async auth => {
      const east = await createTestCertificate('registry.east.test');
      const west = await createTestCertificate();
      const [source, target] = await pair(
        { tls: east, auth, password: 'pä$$:word' },
        { tls: west, auth },
      );
      const report = await copyBetween(source, target, {
        registries: {
          'Registry.East.test:5000': {
            ca: east.ca,
            username: 'robot',
            password: 'pä$$:word',
            address: source.host,
          },
          [target.host]: {
            ca: `${east.ca}\n${west.ca}`,
            username: 'robot',
            password: 'secret',
          },
        },
        copies: [
          {
            source: 'registry.east.test:5000/shop/web',
            target: `${target.host}/shop/web`,
          },
        ],
      });
      expect(report.tags.map(({ error }) => error)).toEqual([
        undefined,
        undefined,
      ]);
      expect(tagsOf(target)).toEqual(tagsOf(source));
    },
  );

  it('verifies the name in the reference, not that of the address', async () => {
    const east = await createTestCertificate('registry.east.test');
    const [source, target] = await pair({ tls: east });
    const report = await copyBetween(source, target, {
      registries: {
        'registry.other.test': { ca: east.ca, address: source.host },
        [target.host]: { insecureHttp: true },
      },
      copies: [
        {
          source: 'registry.other.test/shop/web',
          target: `${target.host}/shop/web`,
        },
      ],
    });
    expect(report.error).toMatchObject({
      code: 'TLS',
      message: expect.stringContaining('registry.other.test'),
    });
  });

  it.each([
    ['the system', undefined],
    ['another CA', 'other'],
  ])('does not trust a certificate that %s does not', async (_, other) => {
    const [source, target] = await pair({
      tls: await createTestCertificate(),
      auth: 'basic',
    });
    const ca = other && (await createTestCertificate()).ca;
    const report = await copyBetween(source, target, { source: { ca } });
    expect(report).toMatchObject({
      status: 'failed',
      error: {
        code: 'TLS',
        retryable: false,
        hint: expect.stringContaining('ca'),
      },
    });
    expect(source.requests).toEqual([]);
  });

  it('renews tokens in the middle of a copy', async () => {
    const [source, target] = await pair(
      { auth: 'bearer', tokenUses: 2 },
      { auth: 'bearer', tokenUses: 2 },
    );
    const report = await copyBetween(source, target, { concurrency: 1 });
    expect(report.tags.map(({ error }) => error)).toEqual([
      undefined,
      undefined,
    ]);
    expect(source.count('GET', /^\/token/)).toBeGreaterThan(3);
    expect(
      target.requests.some(({ url }) =>
        url.includes('repository%3Ashop%2Fweb%3Apull%2Cpush'),
      ),
    ).toBe(true);
  });

  it.each(['basic', 'bearer'] as const)(
    'says that the %s credentials are wrong or missing, once, without showing them',
    async auth => {
      const [source, target] = await pair({}, { auth });
      const wrong = await copyBetween(source, target, {
        target: { username: 'robot', password: 'hunter2' },
      });
      expect(wrong).toMatchObject({
        status: 'failed',
        error: { code: 'AUTH_FAILED', retryable: false },
      });
      expect(JSON.stringify(wrong)).not.toMatch(/hunter2|cm9ib3Q6/);
      const none = await copyBetween(source, target, {
        target: { username: undefined, password: undefined },
      });
      expect(none.error).toMatchObject({ code: 'AUTH_FAILED' });
      expect(target.requests.length).toBeLessThan(60);
      expect(target.count('PUT', /./)).toBe(0);
    },
  );

  it('does not try again what the account may not do', async () => {
    const [source, target] = await pair();
    target.faults.push({
      path: /uploads/,
      method: 'POST',
      status: 403,
      body: '{"errors":[{"code":"DENIED","message":"no push here"}]}',
      times: 99,
    });
    const report = await copyBetween(source, target, { concurrency: 1 });
    expect(report.error).toMatchObject({
      code: 'AUTH_FAILED',
      message: expect.stringContaining('DENIED: no push here'),
    });
    expect(target.count('POST', /uploads/)).toBe(5);
  });

  it.each(['basic', 'bearer'] as const)(
    'sends no %s credentials to the hosts that blobs and uploads are sent to',
    async auth => {
      const certificate = await createTestCertificate();
      const options = { tls: certificate, auth };
      const [source, target] = await pair(
        { ...options, redirectBlobs: true },
        { ...options, uploadsElsewhere: true },
      );
      const report = await copyBetween(source, target, {
        source: certificate,
        target: certificate,
      });
      expect(report.tags.map(({ error }) => error)).toEqual([
        undefined,
        undefined,
      ]);
      const elsewhere = [...source.requests, ...target.requests].filter(
        ({ host }) => host === 'storage',
      );
      expect(elsewhere.length).toBeGreaterThan(5);
      expect(elsewhere.filter(({ authorization }) => authorization)).toEqual(
        [],
      );
    },
  );

  it('corrects a registry that believes it speaks plain HTTP, and keeps to TLS', async () => {
    const certificate = await createTestCertificate();
    const options = { tls: certificate, auth: 'basic' } as const;
    const [source, target] = await pair(options, {
      ...options,
      absoluteLocation: 'plainHttp',
    });
    const both = { source: certificate, target: certificate };
    expect((await copyBetween(source, target, both)).status).toBe('succeeded');

    source.faults.push({
      path: /manifests/,
      status: 302,
      headers: { location: 'http://example.test/x?token=hush' },
      times: 9,
    });
    const report = await copyBetween(source, target, both);
    expect(report.error).toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('plain HTTP'),
    });
    expect(JSON.stringify(report)).not.toContain('hush');
  });

  it('does not give a password to a token service without TLS', async () => {
    const certificate = await createTestCertificate();
    const [source, target] = await pair({ tls: certificate });
    source.faults.push({
      path: /./,
      status: 401,
      headers: {
        'www-authenticate': `Bearer realm="http://${target.host}/token"`,
      },
      times: 99,
    });
    const report = await copyBetween(source, target, {
      source: { ca: certificate.ca, username: 'robot', password: 'secret' },
    });
    expect(report.error).toMatchObject({
      code: 'AUTH_FAILED',
      message: expect.stringContaining('token service'),
    });
    expect(target.requests.every(({ authorization }) => !authorization)).toBe(
      true,
    );
  });

  it('ends redirects that go round in circles', async () => {
    const [source, target] = await pair();
    source.faults.push({
      path: /manifests/,
      status: 307,
      headers: { location: '/v2/shop/web/manifests/1' },
      times: 99,
    });
    const report = await copyBetween(source, target, { concurrency: 1 });
    expect(report.error).toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('redirects'),
    });
    expect(source.count('GET', /manifests/)).toBeLessThan(20);
  });
});
