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
import type { PlanOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import { ImageItems } from '../__testUtils__/ImageItems';
import { pushImage, registryOf } from '../__testUtils__/pushImage';
import { RegistryRelay } from '../__testUtils__/RegistryRelay';
import { TwoSandboxes } from '../__testUtils__/TwoSandboxes';
import type { ItemEngine } from '../types';

jest.setTimeout(180_000);

const MIB = 2 ** 20;

describe('all images of a migration in one copier', () => {
  let two: TwoSandboxes;
  let relay: RegistryRelay;
  let shop = 0;

  beforeAll(async () => {
    two = await TwoSandboxes.start({ registries: true });
    relay = await RegistryRelay.start(two.east.registry!.host);
    two.east.apply({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop' },
    });
  });
  beforeEach(() => {
    two.phases.length = 0;
  });
  afterEach(() => relay.release());
  afterAll(async () => {
    relay?.stop();
    await two?.stop();
  });

  /** As after a restart: it knows nothing. */
  function newEngine(): ItemEngine {
    const { name, url, caPem, token, registry } = two.east;
    const registryAddress = relay.address;
    return TwoSandboxes.servicesOf(
      [{ name, url, caPem, token, registry, registryAddress }, two.west],
      { images: { allowInBackend: true } },
    ).engines.image;
  }

  /** Repositories that nobody has copied, each with a layer of its own and one that all have. */
  async function push(count: number): Promise<string[]> {
    shop += 1;
    const shared = randomBytes(2 * MIB);
    const repositories = Array.from(
      { length: count },
      (_, i) => `shop/${shop}-${i}`,
    );
    for (const repository of repositories) {
      await pushImage({
        cluster: two.east,
        repository,
        tags: ['1.0'],
        text: repository,
        layers: [shared, randomBytes(MIB)],
      });
    }
    return repositories;
  }

  function itemsOf(
    repositories: string[],
    options: PlanOptions = {},
  ): ImageItems {
    return new ImageItems(
      two,
      two.plan({
        volumes: [],
        images: repositories.map(repository => ({ repository })),
        options,
      }),
    );
  }

  /** That of a copier's log is kept what is about this image. */
  function expectLog(
    items: ImageItems,
    index: number,
    options: { has: string[]; hasNot: string[]; pod?: RegExp },
  ): void {
    const { has, hasNot, pod = /copier/ } = options;
    const log = items.logs.get(items.items[index].itemId);
    expect(log).toMatchObject({
      attempt: items.items[index].attempt,
      pod: expect.stringMatching(pod),
      component: 'copier',
    });
    has.forEach(text => expect(log!.content).toContain(text));
    hasNot.forEach(text => expect(log!.content).not.toContain(`/${text}"`));
  }

  const copiers = () =>
    [...two.west.list('batch/v1', 'Job'), ...two.east.list('batch/v1', 'Job')]
      .length;

  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  async function expectCopied(repositories: string[]): Promise<void> {
    const [source, target] = [registryOf(two.east), registryOf(two.west)];
    for (const repository of repositories) {
      const copied = await target.headManifest(
        repository.replace('shop/', 'shop-new/'),
        '1.0',
      );
      const original = await source.headManifest(repository, '1.0');
      expect(copied?.digest).toBe(original!.digest);
    }
    await Promise.all([source.close(), target.close()]);
  }

  it.each(['target', 'source', 'backend'] as const)(
    'uploads what several share once, on the %s',
    async runOn => {
      const repositories = await push(3);
      const items = itemsOf(repositories, { images: { runOn } });
      const engine = newEngine();
      const results = await Promise.all(
        repositories.map((_, index) => items.run(engine, index)),
      );
      const sum = (key: string) =>
        results.reduce((total, r) => total + Number(r!.result![key]), 0);
      expect(results.map(r => r!.kind)).toEqual(Array(3).fill('succeeded'));
      // The shared layer, and three layers and three configs of their own.
      expect(sum('blobsUploaded')).toBe(7);
      expect(sum('blobsMounted')).toBe(2);
      expect(sum('bytesUploaded')).toBeLessThan(5.1 * MIB);
      repositories.forEach((repository, index) =>
        expectLog(items, index, {
          has: [`/${repository}"`, '"phase"', '"copy"'],
          hasNot: repositories.filter(other => other !== repository),
          pod: runOn === 'backend' ? /^backend$/ : /copier/,
        }),
      );
      expect(results[0]).toMatchObject({
        result: {
          verified: true,
          tags: [
            {
              tag: '1.0',
              state: 'copied',
              digest: expect.stringMatching(/^sha256:/),
            },
          ],
        },
        progress: { bytesDone: expect.any(Number), filesTotal: 3 },
      });
      await expectCopied(repositories);
      expect(two.leftovers()).toEqual([]);
    },
  );

  it('needs one Job, whichever item comes first, and removes it with the last one', async () => {
    const repositories = await push(2);
    const items = itemsOf(repositories);
    const engine = newEngine();
    relay.holdAfter(MIB);
    const first = items.run(engine, 0);
    await until(() => copiers() === 1);
    relay.release();
    expect(await first).toMatchObject({ kind: 'succeeded' });
    // The other one was not begun yet, and yet copied; what it needs to know of that is still there.
    expect(copiers()).toBe(1);
    expect(two.leftovers()).toHaveLength(3);
    expectLog(items, 0, { has: [repositories[0]], hasNot: [repositories[1]] });
    expect(await items.run(newEngine(), 1)).toMatchObject({
      kind: 'succeeded',
      result: { tags: [{ state: 'copied' }] },
    });
    expectLog(items, 1, { has: [repositories[1]], hasNot: [repositories[0]] });
    expect(two.leftovers()).toEqual([]);
  });

  it.each(['target', 'backend'] as const)(
    'stops for a canceled item and goes on with the others, on the %s',
    async runOn => {
      const repositories = await push(3);
      const items = itemsOf(repositories, { images: { runOn } });
      const engine = newEngine();
      relay.holdAfter(MIB);
      const runs = repositories.map((_, index) => items.run(engine, index));
      await until(() => two.phases.includes('copying'));
      expect(copiers()).toBe(runOn === 'target' ? 1 : 0);
      items.cancel(1);
      expect(await runs[1]).toBeUndefined();
      relay.release();
      expect(await runs[0]).toMatchObject({ kind: 'succeeded' });
      expect(await runs[2]).toMatchObject({ kind: 'succeeded' });
      expect(items.items.map(item => item.attempt)).toEqual([1, 1, 1]);
      await expectCopied([repositories[0], repositories[2]]);
      const target = registryOf(two.west);
      expect(
        await target.headManifest(
          repositories[1].replace('shop/', 'shop-new/'),
          '1.0',
        ),
      ).toBeUndefined();
      await target.close();
      expect(two.leftovers()).toEqual([]);
    },
  );

  it('stops a copy that takes too long, and goes on with the others', async () => {
    const repositories = await push(2);
    const items = itemsOf(repositories);
    const engine = newEngine();
    relay.holdAfter(MIB);
    const runs = repositories.map((_, index) => items.run(engine, index));
    await until(() => two.phases.includes('copying') && copiers() === 1);
    const [job] = two.west.list('batch/v1', 'Job');
    items.timeOut(0);
    expect(await runs[0]).toBeUndefined();
    // Another one, which does not have it.
    await until(() =>
      two.west
        .list('batch/v1', 'Job')
        .every(({ metadata }) => metadata!.name !== job.metadata!.name),
    );
    relay.release();
    expect(await runs[1]).toMatchObject({ kind: 'succeeded' });
    await expectCopied([repositories[1]]);
    const target = registryOf(two.west);
    expect(
      await target.headManifest(
        repositories[0].replace('shop/', 'shop-new/'),
        '1.0',
      ),
    ).toBeUndefined();
    await target.close();
    expect(items.items.map(item => item.attempt)).toEqual([1, 1]);
    expect(two.leftovers()).toEqual([]);
  });

  it('starts nothing again when all are canceled, not even what had not begun', async () => {
    const repositories = await push(3);
    const items = itemsOf(repositories);
    const engine = newEngine();
    relay.holdAfter(MIB);
    const runs = [0, 1].map(index => items.run(engine, index));
    await until(() => two.phases.includes('copying') && copiers() === 1);
    [0, 1, 2].forEach(index => items.cancel(index));
    expect(await Promise.all(runs)).toEqual([undefined, undefined]);
    await items.cleanUp(engine, 2);
    expect(two.leftovers()).toEqual([]);
    expect(copiers()).toBe(0);
  });

  it('makes a copier of those alone that are tried again', async () => {
    const [good] = await push(1);
    const missing = `shop/${shop}-missing`;
    const items = itemsOf([good, missing]);
    const engine = newEngine();
    const [first, second] = await Promise.all(
      [0, 1].map(index => items.run(engine, index)),
    );
    expect(first).toMatchObject({ kind: 'succeeded' });
    expect(second).toMatchObject({
      kind: 'failed',
      error: { code: 'NOT_FOUND' },
    });
    expect(two.leftovers()).toEqual([]);
    await pushImage({
      cluster: two.east,
      repository: missing,
      tags: ['1.0'],
      text: missing,
    });
    items.retry(1);
    expect(await items.run(engine, 1)).toMatchObject({ kind: 'succeeded' });
    expect(items.items.map(item => item.attempt)).toEqual([1, 2]);
    await expectCopied([good, missing]);
    expect(two.leftovers()).toEqual([]);
  });

  it('keeps the copier of what failed, if the plan says so, until it is tried again', async () => {
    const [good] = await push(1);
    const items = itemsOf([good, `shop/${shop}-never`], {
      keepOnFailure: true,
    });
    const engine = newEngine();
    const failing = items.items[1];
    const missing = failing.spec.repository;
    failing.state = 'running';
    failing.attempt = 1;
    expect(await two.drive(engine, items.context(1))).toMatchObject({
      kind: 'failed',
    });
    Object.assign(failing, { state: 'failed', dueAttempt: undefined });
    expect(await items.run(engine, 0)).toMatchObject({ kind: 'succeeded' });
    expect(two.leftovers()).toHaveLength(3);
    // Nobody who has read it is left: it is read from the pod.
    await items.cleanUp(newEngine(), 1);
    expectLog(items, 1, { has: [missing, 'NOT_FOUND'], hasNot: [good] });
    items.retry(1);
    await items.cleanUp(engine, 1);
    expect(two.leftovers()).toEqual([]);
  });

  it('removes the copier of what failed once its time is over', async () => {
    const items = itemsOf([`shop/${shop}-never`], { keepOnFailure: true });
    const engine = newEngine();
    const [failing] = items.items;
    failing.state = 'running';
    failing.attempt = 1;
    expect(await two.drive(engine, items.context(0))).toMatchObject({
      kind: 'failed',
    });
    Object.assign(failing, { state: 'failed', dueAttempt: undefined });
    await items.cleanUp(engine, 0);
    expect(two.leftovers()).toHaveLength(3);
    await items.cleanUp(newEngine(), 0, { removesKept: true });
    expect(two.leftovers()).toEqual([]);
  });
});
