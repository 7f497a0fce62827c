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
import { openapiDocument } from '@direct-migration/backstage-plugin-direct-migration-common';
import { planInput } from '../__testUtils__/startPlugin';
import {
  LETTERS,
  PermissionFixture,
  type Letter,
} from '../__testUtils__/permissions/PermissionFixture';
import { CALLER } from '../__testUtils__/permissions/policies';
import { ROLES, rows, type Row } from '../__testUtils__/permissions/table';

jest.setTimeout(120_000);

const REFUSALS: Record<string, [number, string]> = {
  f: [403, 'NOT_ALLOWED'],
  h: [404, 'NOT_FOUND'],
};
const credentials = mockCredentials.user(CALLER);

interface Answer {
  status: number;
  body: any;
}

describe('role × call', () => {
  let fixture: PermissionFixture | undefined;

  afterEach(async () => {
    await fixture?.plugin.backend.stop();
    fixture = undefined;
  });

  /** The row's call, about what belongs to the letter. */
  async function call(row: Row, letter: Letter): Promise<Answer> {
    const { plugin, seeded } = fixture!;
    const { idle, toStart, migration } = seeded[letter];
    const body = bodyOf(row, toStart[0]);
    if (row.method === 'ACTION') {
      const inputs: Record<string, object> = {
        'get-migration': { migrationId: migration.id },
        'plan-migration': { ...planInput, entityRef: undefined },
        'start-migration': {
          planId: toStart[1],
          idempotencyKey: letter,
          confirm: true,
        },
        'cancel-migration': { migrationId: migration.id, confirm: true },
      };
      try {
        const { output } = await plugin.actions.invoke({
          id: `test:${row.target}`,
          input: (inputs[row.target] ?? {}) as never,
          credentials,
        });
        return { status: 200, body: output };
      } catch (error) {
        const { name, code } = error as Error & { code: string };
        return {
          status: { NotAllowedError: 403, NotFoundError: 404 }[name] ?? 500,
          body: { error: { code } },
        };
      }
    }
    const path = row.target
      .replace('{planId}', idle)
      .replace('{migrationId}', migration.id)
      .replace('{itemId}', migration.items[0].id);
    return plugin.send(
      row.method as 'GET',
      path,
      body,
      mockCredentials.user.header(CALLER),
    );
  }

  /** The letters of a list or a count; each plan of a letter has to be in it, and nothing else. */
  async function contents(row: Row, { body }: Answer): Promise<string> {
    if (row.target === '/stats') {
      const { totals, clusterPairs } = body;
      const east = (pair: any) => pair.sourceCluster.endsWith('/east');
      const count = (pairs: any[]) =>
        pairs.reduce((sum, { total }) => sum + total, 0);
      expect(count(clusterPairs)).toBe(totals.total);
      return `${count(clusterPairs.filter(east))}+${count(
        clusterPairs.filter((pair: any) => !east(pair)),
      )}`;
    }
    const found: string[] =
      row.method === 'ACTION'
        ? body.migrations.map(({ id }: any) => id)
        : await pages(row.target);
    expect(new Set(found).size).toBe(found.length);
    const { letters } = fixture!;
    const kind = row.target.startsWith('/plans') ? 4 : 1;
    const seen = found.map(id => letters.get(id));
    return LETTERS.filter(letter => {
      const times = seen.filter(each => each === letter).length;
      expect([0, kind]).toContain(times);
      return times > 0;
    }).join('');
  }

  /** One at a time: a cursor must neither skip nor show what the caller may not see. */
  async function pages(target: string): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const path = `${target}${target.includes('?') ? '&' : '?'}limit=1`;
      const { body }: Answer = await fixture!.plugin.get(
        cursor ? `${path}&cursor=${cursor}` : path,
        mockCredentials.user.header(CALLER),
      );
      ids.push(...body.items.map(({ id }: any) => id));
      cursor = body.pageInfo.nextCursor;
      expect(body.items).toHaveLength(ids.length ? 1 : 0);
    } while (cursor);
    return ids;
  }

  it.each(ROLES)('%s', async role => {
    fixture = await PermissionFixture.start(role);
    for (const row of rows()) {
      const name = [row.method, row.target, row.variant].join(' ');
      const expected = row.expected[role];
      const list = /^\[(.*)\]$/.exec(expected);
      const cells = list ? ['o'] : expected.split('');
      const seen: string[] = [];
      const wanted: string[] = [];
      for (const [index, cell] of cells.entries()) {
        const letter = LETTERS[index];
        if (cell === 'o' && row.target.endsWith('{itemId}/retry')) {
          await fixture.ended(letter);
        }
        const answer = await call(row, letter);
        // Who may, hears that nothing is kept.
        const [status, code] = REFUSALS[cell] ?? [
          row.ok,
          row.ok === 409 ? 'NOTHING_KEPT' : undefined,
        ];
        wanted.push(`${status} ${code ?? ''}`);
        const given: string = answer.body?.error?.code ?? '';
        seen.push(
          `${answer.status} ${code && given.endsWith(code) ? code : given}`,
        );
        if (list) {
          wanted.push(row.target === '/stats' ? counted(list[1]) : list[1]);
          seen.push(await contents(row, answer));
        }
      }
      expect([name, ...seen]).toEqual([name, ...wanted]);
    }
  });

  it('lets nobody change a plan into one that they may not change', async () => {
    fixture = await PermissionFixture.start('owner');
    const { plugin, seeded } = fixture;
    const change = async (entityRef: string) => {
      const { status } = await plugin.send(
        'PATCH',
        `/plans/${seeded.t.idle}`,
        { entityRef },
        mockCredentials.user.header(CALLER),
      );
      return status;
    };
    expect(await change('component:default/till')).toBe(403);
    expect(await change('Component:Shop')).toBe(200);
  });

  it('lets nobody in who is not signed in', async () => {
    fixture = await PermissionFixture.start('platform');
    const { plugin, seeded } = fixture;
    for (const row of rows().filter(({ method }) => method !== 'ACTION')) {
      const path = row.target
        .replace('{planId}', seeded.m.idle)
        .replace('{migrationId}', seeded.m.migration.id)
        .replace('{itemId}', seeded.m.migration.items[0].id);
      const { status } = await plugin.send(
        row.method as 'GET',
        path,
        bodyOf(row, seeded.m.toStart[0]),
        mockCredentials.none.header(),
      );
      expect([row.method, path, status]).toEqual([row.method, path, 401]);
    }
  });

  it('has every route of the contract and every action', async () => {
    fixture = await PermissionFixture.start('nobody');
    const { actions } = await fixture.plugin.actions.list();
    const routes = Object.entries(
      openapiDocument.paths as Record<string, object>,
    ).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter(method => method !== 'parameters')
        .map(method => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.length).toBeGreaterThan(20);
    const inTable = rows().map(
      ({ method, target }) =>
        `${method} ${target
          .replace(/\?.*/, '')
          .replace(
            'default/east/namespaces',
            '{clusterNamespace}/{clusterName}/namespaces',
          )
          .replace('namespaces/shop', 'namespaces/{namespace}')}`,
    );
    expect([...new Set(inTable)].sort()).toEqual(
      [...routes, ...actions.map(({ name }) => `ACTION ${name}`)].sort(),
    );
  });
});

/** Runs from east and from west. */
function counted(letters: string): string {
  const of = (these: string) =>
    [...letters].filter(letter => these.includes(letter)).length;
  return `${of('mt')}+${of('bn')}`;
}

function bodyOf(row: Row, planId: string): object | undefined {
  if (row.method === 'PATCH') {
    return { description: 'changed' };
  }
  if (row.target === '/plans' || row.target.startsWith('/preflight')) {
    return row.method === 'POST'
      ? { ...planInput, entityRef: undefined }
      : undefined;
  }
  if (row.target === '/migrations' && row.method === 'POST') {
    const type = row.variant?.split(' ').pop() ?? 'stage';
    return { planId, type, dryRun: Boolean(row.variant) };
  }
  return undefined;
}
