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

import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { aborted } from '../FakeEngine';
import { fakeEntities } from '../fakeClusterServices';
import { until } from '../settle';
import { planInput, startPlugin } from '../startPlugin';
import { CALLER, policyFor } from './policies';
import type { Role } from './table';

const EAST = 'resource:default/east';
const WEST = 'resource:default/west';

/** The plans of the table. */
export const LETTERS = ['m', 't', 'b', 'n'] as const;

/** One of {@link LETTERS}. */
export type Letter = (typeof LETTERS)[number];

const KINDS: Record<
  Letter,
  { by: string; entity?: string; from: string; namespace: string }
> = {
  m: { by: CALLER, entity: 'till', from: EAST, namespace: 'shop' },
  t: { by: 'user:default/bob', entity: 'shop', from: EAST, namespace: 'pay' },
  b: { by: 'user:default/bob', entity: 'till', from: WEST, namespace: 'shop' },
  n: { by: 'user:default/bob', from: WEST, namespace: 'pay' },
};

/** What there is of each letter. */
export interface Seeded {
  /** A plan that nothing was ever started of. */
  idle: string;
  /** Two more, to be started. */
  toStart: [string, string];
  migration: Migration;
}

function component(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: {},
    relations: [{ type: 'ownedBy', targetRef: `group:default/team-${name}` }],
  };
}

/** A backend whose caller has a role, with a plan and a running migration of each letter. */
export class PermissionFixture {
  private constructor(
    readonly plugin: Awaited<ReturnType<typeof startPlugin>>,
    readonly seeded: Record<Letter, Seeded>,
    /** Every plan and migration that was there at the beginning. */
    readonly letters: Map<string, Letter>,
  ) {}

  static async start(role: Role): Promise<PermissionFixture> {
    // While there is something to be seeded, the caller may everything too.
    let policy = policyFor('platform');
    const plugin = await startPlugin({
      policy: Object.fromEntries(
        Object.keys(policy).map(name => [name, who => policy[name](who)]),
      ),
      entities: [
        ...fakeEntities.filter(({ kind }) => kind !== 'Component'),
        component('shop'),
        component('till'),
      ],
    });
    for (const engine of Object.values(plugin.clusters.engines)) {
      engine.onStep = async ({ signal }) => {
        await aborted(signal);
        return { kind: 'continue', phase: 'aborted', afterMs: 0 };
      };
    }
    plugin.clusters.volumes.push({
      ...plugin.clusters.volumes[0],
      namespace: 'pay',
    });
    const seeded = {} as Record<Letter, Seeded>;
    const letters = new Map<string, Letter>();
    for (const letter of LETTERS) {
      const { by, entity, from, namespace } = KINDS[letter];
      const post = async (path: string, body: object) => {
        const answer = await plugin.post(
          path,
          body,
          mockCredentials.user.header(by),
        );
        expect([201, 202]).toContain(answer.status);
        letters.set(answer.body.id, letter);
        return answer.body;
      };
      const plan = {
        ...planInput,
        entityRef: entity && `component:default/${entity}`,
        sourceCluster: from,
        targetCluster: from === EAST ? WEST : EAST,
        namespaces: [{ source: namespace, target: namespace }],
        volumes: [{ namespace, name: 'data' }],
        images: [{ repository: `${namespace}/web`, tags: ['1.0'] }],
      };
      const ids: string[] = [];
      for (let count = 0; count < 4; count++) {
        ids.push((await post('/plans', plan)).id);
      }
      const { id } = await post('/migrations', {
        planId: ids[0],
        type: 'stage',
      });
      const migration: Migration = await until(async () => {
        const { body } = await plugin.get(`/migrations/${id}`);
        return body.itemCounts.running === 2 && body;
      });
      seeded[letter] = {
        idle: ids[1],
        toStart: [ids[2], ids[3]],
        migration,
      };
    }
    policy = policyFor(role);
    return new PermissionFixture(plugin, seeded, letters);
  }

  /** The letter's migration, once nothing is done any more. */
  async ended(letter: Letter): Promise<void> {
    await this.plugin.finished(this.seeded[letter].migration.id);
  }
}
