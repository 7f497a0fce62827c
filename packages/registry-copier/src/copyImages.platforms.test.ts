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
import { addBlob, addImage, addIndex, sha256 } from './__testUtils__/images';
import type { TestDescriptor } from './__testUtils__/images';
import { TestRegistry } from './__testUtils__/TestRegistry';
import { planImages } from './planImages';

// Registries, TLS and megabytes: on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('copyImages with chosen platforms', () => {
  let source: TestRegistry;
  let target: TestRegistry;

  beforeEach(async () => {
    source = await TestRegistry.start({ referrersApi: true });
    target = await TestRegistry.start({ referrersApi: true });
  });

  afterEach(async () => {
    await Promise.all([source.stop(), target.stop()]);
  });

  const image = (platform: string, layer: string): TestDescriptor => {
    const [os, architecture, variant] = platform.split('/');
    return {
      ...addImage(source, 'shop/web', {
        name: platform,
        layers: [Buffer.from(layer)],
      }),
      platform: { os, architecture, ...(variant ? { variant } : {}) },
    };
  };
  const attestation = (of: TestDescriptor): TestDescriptor => ({
    ...addImage(source, 'shop/web', { name: `attestation of ${of.digest}` }),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.digest': of.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
  });
  const copiesOf = (platforms: string[]) => ({
    copies: [
      {
        source: `${source.host}/shop/web`,
        target: `${target.host}/shop/web`,
        tags: ['1'],
        platforms,
      },
    ],
  });
  const arrived = () => {
    const { tags, manifests } = target.repository('shop/web');
    return JSON.parse(manifests.get(tags.get('1')!)!.bytes.toString());
  };
  const stored = () => [...target.repository('shop/web').manifests.keys()];

  it('keeps the chosen images with their attestations, and says that the index is another one', async () => {
    const amd = image('linux/amd64', 'amd64');
    const arm = image('linux/arm64/v8', 'arm64');
    const extra = attestation(amd);
    const entries = [amd, arm, extra, attestation(arm)];
    const index = addIndex(source, 'shop/web', entries, '1');
    const sign = (digest: string) =>
      addImage(source, 'shop/web', {
        tag: `${digest.replace(':', '-')}.sig`,
      });
    sign(index.digest);
    const signature = sign(amd.digest);
    const sbom = addImage(source, 'shop/web', {
      subject: amd,
      artifactType: 'application/spdx+json',
      name: 'sbom',
    });

    const options = copiesOf(['linux/amd64']);
    const report = await copyBetween(source, target, options);

    expect(report.status).toBe('succeeded');
    expect(arrived().manifests).toEqual([amd, extra]);
    const { digest } = report.tags[0];
    expect(report.tags[0]).toMatchObject({
      tag: '1',
      state: 'copied',
      digest: target.repository('shop/web').tags.get('1'),
      sourceDigest: index.digest,
    });
    expect(digest).not.toBe(index.digest);
    expect(stored().sort()).toEqual(
      [amd.digest, extra.digest, signature.digest, sbom.digest, digest!].sort(),
    );
    const { blobs } = target.repository('shop/web');
    expect(blobs.has(sha256(Buffer.from('arm64')))).toBe(false);
    expect(report.log).toBe('');

    expect((await copyBetween(source, target, options)).tags).toMatchObject([
      { state: 'unchanged', digest, sourceDigest: index.digest },
      { state: 'unchanged' },
    ]);
    const plan = await planImages({
      registries: {
        [source.host]: { insecureHttp: true },
        [target.host]: { insecureHttp: true },
      },
      ...options,
    });
    expect(plan.tags[0]).toMatchObject({
      digest,
      sourceDigest: index.digest,
      action: 'unchanged',
    });
  });

  it('copies byte for byte what has no other platforms, or none at all', async () => {
    const amd = image('linux/amd64', 'amd64');
    addIndex(source, 'shop/web', [amd, image('linux/arm64', 'arm64')], '1');
    await copyBetween(source, target, copiesOf(['linux/arm64', 'linux/amd64']));
    expect(tagsOf(target)).toEqual(tagsOf(source));

    addImage(source, 'shop/web', { tag: '1', name: 'single' });
    await copyBetween(source, target, copiesOf(['linux/s390x']));
    expect(tagsOf(target)).toEqual(tagsOf(source));

    const cache = addBlob(source, 'shop/web', Buffer.from('cache'));
    addIndex(source, 'shop/web', [cache], '1');
    await copyBetween(source, target, copiesOf(['linux/s390x']));
    expect(tagsOf(target)).toEqual(tagsOf(source));
  });

  it('needs no parts that are not chosen', async () => {
    const amd = image('linux/amd64', 'amd64');
    const gone = image('linux/arm64', 'arm64');
    source.repository('shop/web').manifests.delete(gone.digest);
    addIndex(source, 'shop/web', [amd, gone], '1');
    const report = await copyBetween(
      source,
      target,
      copiesOf(['linux/amd64', 'linux/ppc64le']),
    );
    expect(report.status).toBe('succeeded');
    expect(arrived().manifests).toEqual([amd]);
    expect(report.log).toContain('1 is not there for linux/ppc64le');
  });

  it('narrows indexes in indexes, and leaves out those of which nothing stays', async () => {
    const amd = image('linux/amd64', 'amd64');
    const arm = image('linux/arm64', 'arm64');
    const both = addIndex(source, 'shop/web', [amd, arm]);
    const other = addIndex(source, 'shop/web', [arm]);
    addIndex(source, 'shop/web', [both, other], '1');
    const report = await copyBetween(source, target, copiesOf(['linux/amd64']));
    expect(report.status).toBe('succeeded');
    const [inner, ...more] = arrived().manifests;
    expect(more).toEqual([]);
    const { bytes } = target
      .repository('shop/web')
      .manifests.get(inner.digest)!;
    expect(inner.size).toBe(bytes.length);
    expect(JSON.parse(bytes.toString()).manifests).toEqual([amd]);
  });

  it('fails an index that has none of the platforms, and says which it has', async () => {
    addIndex(
      source,
      'shop/web',
      [image('linux/amd64', 'amd64'), image('linux/arm64/v8', 'arm64')],
      '1',
    );
    const { tags } = await copyBetween(
      source,
      target,
      copiesOf(['windows/amd64']),
    );
    expect(tags).toMatchObject([
      {
        state: 'failed',
        error: {
          code: 'NOT_FOUND',
          message: expect.stringContaining(
            'none of its images is for windows/amd64; it has linux/amd64, linux/arm64/v8',
          ),
        },
      },
    ]);
    expect(tagsOf(target)).toEqual({});
  });
});
