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

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@direct-migration/backstage-plugin-direct-migration-common';
import { TwoSandboxes } from '../../__testUtils__/TwoSandboxes';
import type { ItemContext } from '../../types';

jest.setTimeout(180_000);

const NAMES = ['one', 'two', 'three'];

describe('volumes that share their pods, on two sandbox clusters', () => {
  let two: TwoSandboxes;

  beforeAll(async () => {
    two = await TwoSandboxes.start({
      storageClasses: [
        { name: 'standard', default: true },
        {
          name: 'nobody',
          provisioner: 'nobody',
          volumeBindingMode: 'WaitForFirstConsumer',
        },
      ],
    });
    for (const name of NAMES) {
      writeFileSync(
        join(await two.claim(name), 'file'),
        Buffer.alloc(3_000_000, name),
      );
    }
  });
  beforeEach(() => {
    two.events.length = 0;
    two.logs.clear();
  });
  afterAll(() => two?.stop());

  const engine = () => two.services.engines.volume;
  const pods = () =>
    [two.east, two.west].flatMap(cluster => cluster.list('v1', 'Pod'));
  const shared = () =>
    pods().filter(
      ({ metadata }) => metadata.labels?.['direct-migration.io/batch'],
    );
  const expectMoved = (name: string) =>
    expect(
      readFileSync(join(two.west.volumePath('shop-new', name), 'file')).equals(
        Buffer.alloc(3_000_000, name),
      ),
    ).toBe(true);

  function contexts(
    run: string,
    options: Plan['options'] = {},
    ofVolume: (name: string) => object = () => ({}),
  ): ItemContext[] {
    const plan = two.plan({
      id: `${run}0000000-aaaa-4000-8000-000000000000`,
      volumes: NAMES.map(name => ({
        namespace: 'shop',
        name,
        targetName: name,
        ...ofVolume(name),
      })),
      options: { ...two.plan().options, ...options },
    });
    return plan.volumes.map((spec, index) =>
      two.context({
        plan,
        spec,
        migrationId: `${run}0000000-cccc-4000-8000-000000000000`,
        itemId: `${run}000000${index}-bbbb-4000-8000-000000000000`,
      }),
    );
  }

  it('are moved in one pod on each side, each with its own log and result', async () => {
    const all = contexts('1');
    let most: Record<string, number> = {};
    const results = await Promise.all(
      all.map(context =>
        two.drive(engine(), context, () => {
          for (const { metadata, spec } of shared()) {
            most = { ...most, [metadata.name]: spec.containers.length };
          }
          return false;
        }),
      ),
    );
    expect(results).toMatchObject(
      NAMES.map(() => ({
        kind: 'succeeded',
        result: {
          filesTransferred: 1,
          verification: { mismatchCount: 0 },
        },
      })),
    );
    expect(shared().map(({ spec }) => spec.containers.length)).toEqual([3, 3]);
    expect(pods()).toHaveLength(2);
    NAMES.forEach(expectMoved);

    const [first, ...rest] = all;
    const kept: string[] = [];
    const withLog = (context: ItemContext) => ({
      ...context,
      keepLog: async (log: { component: string; content: string }) => {
        kept.push(`${context.itemId.slice(0, 8)} ${log.component}`);
        expect(log.content).toMatch(/"type":"result"/);
      },
    });
    expect(await engine().cleanup(withLog(first))).toBe(true);
    await Promise.all(
      rest.map(async context =>
        expect(await engine().cleanup(withLog(context))).toBe(true),
      ),
    );
    expect(kept.sort()).toEqual(
      ['10000000', '10000001', '10000002'].flatMap(id => [
        `${id} receiver`,
        `${id} sender`,
      ]),
    );
    expect(two.leftovers()).toEqual([]);
  });

  it('go on in pods of their own when one of them is canceled', async () => {
    const all = contexts('2', { bandwidthLimit: 150_000 }, name => ({
      targetName: `${name}-2`,
    }));
    const [canceled, ...rest] = all;
    const cancel = new AbortController();
    const done = rest.map(context => two.drive(engine(), context));
    await two
      .drive(engine(), {
        ...canceled,
        signal: cancel.signal,
        reportProgress: () => cancel.abort(),
      })
      .catch(() => {});
    await two.drive(
      engine(),
      { ...canceled, signal: cancel.signal },
      () => true,
    );
    expect(cancel.signal.aborted).toBe(true);
    expect(shared()).toHaveLength(2);
    expect(await engine().cleanup(canceled)).toBe(true);
    expect(await Promise.all(done)).toMatchObject(
      rest.map(() => ({ kind: 'succeeded' })),
    );
    expect(two.events.filter(type => type === 'volume.parted')).toHaveLength(2);
    ['two', 'three'].forEach(name =>
      expect(
        readFileSync(
          join(two.west.volumePath('shop-new', `${name}-2`), 'file'),
        ).equals(Buffer.alloc(3_000_000, name)),
      ).toBe(true),
    );
    for (const context of rest) {
      expect(await engine().cleanup(context)).toBe(true);
    }
    expect(two.leftovers()).toEqual([]);
  });

  it('go on in pods of their own when one of them has no volume to go to', async () => {
    const all = contexts('3', {}, name => ({
      targetName: `${name}-3`,
      ...(name === 'one' && { storageClass: 'nobody' }),
    }));
    const [stuck, ...rest] = all;
    const stop = new AbortController();
    const waiting = two.drive(
      engine(),
      { ...stuck, signal: stop.signal },
      step => step.kind !== 'continue' || stop.signal.aborted,
    );
    expect(
      await Promise.all(rest.map(context => two.drive(engine(), context))),
    ).toMatchObject(rest.map(() => ({ kind: 'succeeded' })));
    stop.abort();
    await waiting;
    expect(
      two.events.filter(type => type === 'volume.parted').length,
    ).toBeGreaterThan(0);
    for (const context of all) {
      expect(await engine().cleanup(context)).toBe(true);
    }
    expect(two.leftovers()).toEqual([]);
  });
});
