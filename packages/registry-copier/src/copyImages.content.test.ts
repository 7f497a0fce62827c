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
import {
  addBlob,
  addImage,
  addIndex,
  addManifest,
  sha256,
} from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import type { TestRegistryOptions } from './__testUtils__/testRegistryTypes';
import { DOCKER_LIST, DOCKER_SCHEMA1_SIGNED } from './client/mediaTypes';

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('copyImages of all kinds of content', () => {
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

  it('copies the chosen tags with their signatures and referrers, and nothing else', async () => {
    const [source, target] = await pair({ referrersApi: true });
    const child = addImage(source, 'shop/web', { layers: [10], name: 'child' });
    const index = addIndex(source, 'shop/web', [child], '1.0');
    const other = addImage(source, 'shop/web', { tag: 'other' });
    const cosign = (digest: string, suffix: string) =>
      `${digest.replace(':', '-')}${suffix}`;
    const signature = addImage(source, 'shop/web', {
      tag: cosign(index.digest, '.sig'),
    });
    addImage(source, 'shop/web', { tag: cosign(child.digest, '.att') });
    addImage(source, 'shop/web', { tag: cosign(signature.digest, '.sig') });
    addImage(source, 'shop/web', { tag: cosign(other.digest, '.sig') });
    const sbom = addImage(source, 'shop/web', {
      subject: child,
      artifactType: 'application/spdx+json',
      name: 'sbom',
    });
    const sbomSignature = addImage(source, 'shop/web', {
      subject: sbom,
      artifactType: 'application/sig',
      name: 'sig',
    });

    const options = {
      copies: [
        {
          source: `${source.host}/shop/web`,
          target: `${target.host}/shop/web`,
          tags: ['1.0'],
        },
      ],
    };
    const report = await copyBetween(source, target, options);

    expect(report.status).toBe('succeeded');
    const fallbacks = [child, sbom].map(({ digest }) => cosign(digest, ''));
    expect(Object.keys(tagsOf(target)).sort()).toEqual(
      [
        '1.0',
        cosign(index.digest, '.sig'),
        cosign(child.digest, '.att'),
        cosign(signature.digest, '.sig'),
        ...fallbacks,
      ].sort(),
    );
    const { manifests, tags } = target.repository('shop/web');
    const listed = JSON.parse(
      manifests.get(tags.get(fallbacks[0])!)!.bytes.toString(),
    );
    expect(listed.manifests).toEqual([
      expect.objectContaining({
        ...sbom,
        artifactType: 'application/spdx+json',
      }),
    ]);
    expect(manifests.has(sbomSignature.digest)).toBe(true);
    expect(
      (await copyBetween(source, target, options)).tags.every(
        ({ state }) => state === 'unchanged',
      ),
    ).toBe(true);

    const modern = await start({ referrersApi: true });
    await copyBetween(source, modern, {
      copies: [{ ...options.copies[0], target: `${modern.host}/shop/web` }],
    });
    expect(modern.repository('shop/web').tags.has(fallbacks[0])).toBe(false);
    expect(
      modern.repository('shop/web').manifests.has(sbomSignature.digest),
    ).toBe(true);

    // The other way: fallback tags of the source come along as they are.
    const third = await start();
    await copyBetween(target, third, {
      copies: [
        {
          source: `${target.host}/shop/web`,
          target: `${third.host}/shop/web`,
          tags: ['1.0'],
        },
      ],
    });
    expect(tagsOf(third)).toEqual(tagsOf(target));
  });

  it('keeps foreign layers and blobs of build caches as they are, and refuses schema 1', async () => {
    const [source, target] = await pair();
    const config = addBlob(
      source,
      'shop/web',
      Buffer.from('{}'),
      'application/vnd.docker.container.image.v1+json',
    );
    const foreign = {
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      digest: sha256(Buffer.from('elsewhere')),
      size: 9,
      urls: ['https://example.com/layer'],
    };
    const windows = addManifest(source, 'shop/web', {
      schemaVersion: 2,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      config,
      layers: [foreign],
    });
    const cache = addBlob(source, 'shop/web', randomBytes(50));
    addManifest(
      source,
      'shop/web',
      { schemaVersion: 2, mediaType: DOCKER_LIST, manifests: [windows, cache] },
      { tag: 'windows' },
    );
    addManifest(
      source,
      'shop/web',
      { schemaVersion: 1, fsLayers: [] },
      { tag: 'ancient', contentType: DOCKER_SCHEMA1_SIGNED },
    );
    addManifest(
      source,
      'shop/web',
      { schemaVersion: 2, mediaType: 'application/x-other+json' },
      { tag: 'odd' },
    );

    const report = await copyBetween(source, target);
    expect(report.status).toBe('partiallyFailed');
    expect(
      report.tags.map(({ tag, state, error }) => [tag, state, error?.code]),
    ).toEqual([
      ['ancient', 'failed', 'UNSUPPORTED'],
      ['odd', 'failed', 'UNSUPPORTED'],
      ['windows', 'copied', undefined],
    ]);
    expect(report.error).toMatchObject({
      message: expect.stringContaining('schema 1'),
      hint: expect.any(String),
    });
    expect(Object.keys(tagsOf(target))).toEqual(['windows']);
  });
});
