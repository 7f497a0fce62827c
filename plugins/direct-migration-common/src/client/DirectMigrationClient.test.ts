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

import type { Migration } from '../types';
import { DirectMigrationClient } from './DirectMigrationClient';

const baseUrl = 'http://localhost/api/direct-migration';

function clientAnswering(answer: (request: Request) => Response) {
  const requests: Request[] = [];
  const client = new DirectMigrationClient({
    discoveryApi: { getBaseUrl: async () => baseUrl },
    fetchApi: {
      fetch: async (input: any, init?: RequestInit) => {
        // As the portal does: each of its middlewares makes a request of what it is given.
        expect(new Request(input, init).url).toBe(String(input));
        const request = new Request(input, init);
        requests.push(request);
        return answer(request);
      },
    },
  });
  return { client, requests };
}

function json(body: unknown, status = 200) {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

describe('DirectMigrationClient', () => {
  it('sends filters, bodies and the token as the contract has them', async () => {
    const { client, requests } = clientAnswering(() =>
      json({ items: [], pageInfo: {} }),
    );
    await client.listMigrations(
      { entityRef: 'component:default/shop', limit: 1 },
      { token: 'secret' },
    );
    const url = new URL(requests[0].url);
    expect(url.pathname).toBe('/api/direct-migration/migrations');
    expect(url.searchParams.get('entityRef')).toBe('component:default/shop');
    expect(url.searchParams.get('limit')).toBe('1');
    expect(requests[0].headers.get('authorization')).toBe('Bearer secret');

    const input = { planId: 'p', type: 'stage', idempotencyKey: 'k' } as const;
    await client.startMigration(input);
    expect(requests[1].method).toBe('POST');
    expect(await requests[1].json()).toEqual(input);
  });

  it('hands the signal to the call it is for, and to no other', async () => {
    const { client, requests } = clientAnswering(() => json({ items: [] }));
    const controller = new AbortController();
    await client.listClusters({ signal: controller.signal });
    await client.listClusters();
    controller.abort();
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it('addresses a cluster by its full entity ref', async () => {
    const { client, requests } = clientAnswering(() => json({ items: [] }));
    await client.listVolumes('resource:production/east', 'shop');
    expect(requests[0].url).toBe(
      `${baseUrl}/clusters/production/east/namespaces/shop/volumes`,
    );
    await expect(client.listNamespaces('a/b/c')).rejects.toThrow(
      'not an entity ref',
    );
    expect(requests).toHaveLength(1);
  });

  it('gives the code, hint and field of an error to the caller', async () => {
    const error = {
      name: 'InputError',
      message: 'There is no volume shop/data',
      code: 'VOLUME_NOT_FOUND',
      hint: 'Check its name.',
      field: 'volumes[0].name',
    };
    const body = { error, response: { statusCode: 400 } };
    const { client } = clientAnswering(() => json(body, 400));
    await expect(client.getMigration('m')).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 400,
      body,
    });
  });

  it('resolves to what was answered, and to nothing where there is no body', async () => {
    const migration = { id: 'm', state: 'running' } as Migration;
    const { client } = clientAnswering(({ method }) =>
      method === 'DELETE'
        ? new Response(null, { status: 204 })
        : json(migration),
    );
    await expect(client.getMigration('m')).resolves.toEqual(migration);
    await expect(
      client.deletePlan('p', { confirm: 'delete' }),
    ).resolves.toBeUndefined();
  });
});
