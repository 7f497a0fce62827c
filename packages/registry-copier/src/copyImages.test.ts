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

import { randomBytes } from 'node:crypto';
import { copyBetween, tagsOf } from './__testUtils__/copyBetween';
import { addBlob, addImage, addIndex, sha256 } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { TestRegistryOptions } from './__testUtils__/testRegistryTypes';
import { planImages } from './planImages';

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('copyImages', () => {
  const started: TestRegistry[] = [];
  const start = async (options?: TestRegistryOptions) => {
    const registry = await TestRegistry.start(options);
    started.push(registry);
    return registry;
  };
  const pair = async (
    source?: TestRegistryOptions,
    target?: TestRegistryOptions,
  ) => [await start(source), await start(target)] as const;

  afterEach(async () => {
    await Promise.all(started.splice(0).map(registry => registry.stop()));
  });

  it('copies every tag byte for byte, each blob once, and says so', async () => {
    const [source, target] = await pair({ pageSize: 2 });
    const shared = randomBytes(600_000);
    const one = addImage(source, 'shop/web', {
      tag: '1.0',
      layers: [shared, 10],
    });
    source.repository('shop/web').tags.set('latest', one.digest);
    addImage(source, 'shop/web', {
      tag: '2.0',
      layers: [shared, Buffer.alloc(0)],
      docker: true,
    });
    const arm = addImage(source, 'shop/web', { layers: [shared], name: 'arm' });
    addIndex(
      source,
      'shop/web',
      [arm, addIndex(source, 'shop/web', [one])],
      'multi',
    );

    const report = await copyBetween(source, target, { concurrency: 1 });

    expect(report).toMatchObject({
      status: 'succeeded',
      blobsMounted: 0,
      blobsSkipped: 0,
      blobsUploaded: 6,
    });
    expect(report.tags.map(({ tag, state }) => [tag, state])).toEqual(
      ['1.0', '2.0', 'latest', 'multi'].map(tag => [tag, 'copied']),
    );
    expect(tagsOf(target)).toEqual(tagsOf(source));
    expect(target.repository('shop/web').manifests.size).toBe(5);
    expect(source.count('GET', new RegExp(`blobs/${sha256(shared)}`))).toBe(1);
    expect(report.progress).toMatchObject({
      bytesDone: report.bytesUploaded,
      bytesTotal: report.bytesUploaded,
      filesDone: 6,
      filesTotal: 6,
      etaSeconds: 0,
    });
    expect(report.events.filter(({ type }) => type === 'phase')).toEqual(
      ['scanning', 'copying', 'finishing'].map(phase => ({
        type: 'phase',
        phase,
      })),
    );
    // The biggest first, and every manifest after all blobs that it names (the registry refuses it otherwise).
    expect(
      source.requests.find(({ url }) => url.includes('/blobs/'))!.url,
    ).toContain(sha256(shared));

    const again = await copyBetween(source, target);
    expect(again).toMatchObject({
      status: 'succeeded',
      bytesUploaded: 0,
      blobsUploaded: 0,
    });
    expect(again.tags.every(({ state }) => state === 'unchanged')).toBe(true);
    expect(target.uploads.size).toBe(0);
  });

  it('uploads a blob once for many repositories, and mounts it in the others', async () => {
    const [source, target] = await pair();
    const shared = randomBytes(1000);
    for (const name of ['shop/web', 'shop/api', 'shop/db']) {
      addImage(source, name, { tag: '1', layers: [shared], name });
    }
    addBlob(target, 'shop/db', shared);
    const copies = ['shop/web', 'shop/api', 'shop/db'].map(path => ({
      source: `${source.host}/${path}`,
      target: `${target.host}/new/${path}`,
    }));

    const plan = await planImages({
      registries: {
        [source.host]: { insecureHttp: true },
        [target.host]: { insecureHttp: true },
      },
      copies,
    });
    expect(plan).toMatchObject({
      blobsToUpload: 4,
      blobsToMount: 2,
      blobsPresent: 0,
    });
    expect(plan.tags.map(({ action }) => action)).toEqual([
      'create',
      'create',
      'create',
    ]);
    expect(target.repositories.has('new/shop/web')).toBe(false);

    const report = await copyBetween(source, target, { copies });
    expect(report).toMatchObject({
      status: 'succeeded',
      blobsUploaded: 4,
      blobsMounted: 2,
    });
    expect(source.count('GET', new RegExp(sha256(shared)))).toBe(1);
  });

  it.each([202, 400, 401, 405] as const)(
    'uploads where a mount is refused with %s',
    async mountRefused => {
      const [source, target] = await pair({}, { mountRefused });
      const shared = randomBytes(400_000);
      addImage(source, 'a', { tag: '1', layers: [shared] });
      addImage(source, 'b', { tag: '1', layers: [shared] });
      const report = await copyBetween(source, target, {
        copies: ['a', 'b'].map(path => ({
          source: `${source.host}/${path}`,
          target: `${target.host}/${path}`,
        })),
      });
      expect(report).toMatchObject({
        status: 'succeeded',
        blobsMounted: 0,
        blobsUploaded: 4,
      });
      expect(report.progress).toMatchObject({
        bytesDone: report.progress.bytesTotal,
        filesDone: 4,
        filesTotal: 4,
      });
      expect(target.uploads.size).toBe(0);
    },
  );

  it('mounts inside one registry without moving a byte', async () => {
    const registry = await start();
    addImage(registry, 'shop/web', { tag: '1', layers: [5000] });
    const report = await copyBetween(registry, registry, {
      copies: [
        {
          source: `${registry.host}/shop/web`,
          target: `${registry.host}/backup/web`,
        },
      ],
    });
    expect(report).toMatchObject({
      status: 'succeeded',
      blobsMounted: 2,
      bytesUploaded: 0,
    });
    expect(tagsOf(registry, 'backup/web')).toEqual(tagsOf(registry));
  });

  it.each([
    ['overwrite', 'succeeded', 'copied', undefined],
    ['refuse', 'failed', 'failed', 'TAG_EXISTS'],
    ['skip', 'succeeded', 'unchanged', undefined],
  ] as const)('with existing=%s: %s', async (existing, status, state, code) => {
    const [source, target] = await pair();
    addImage(source, 'shop/web', { tag: '1', name: 'new' });
    const old = addImage(target, 'shop/web', { tag: '1', name: 'old' });
    const report = await copyBetween(source, target, { existing });
    expect(report.status).toBe(status);
    expect(report.tags).toEqual([expect.objectContaining({ tag: '1', state })]);
    expect(report.tags[0].error?.code).toBe(code);
    expect(target.repository('shop/web').tags.get('1') === old.digest).toBe(
      existing !== 'overwrite',
    );
  });
});
