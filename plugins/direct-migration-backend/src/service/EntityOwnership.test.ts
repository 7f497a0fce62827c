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

import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityOwners } from '../database/EntityOwners';
import { EntityOwnership } from './EntityOwnership';

const SHOP = 'component:default/shop';

function ownedBy(...owners: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'shop' },
    relations: [
      { type: 'dependsOn', targetRef: 'resource:default/db' },
      ...owners.map(targetRef => ({ type: 'ownedBy', targetRef })),
    ],
  };
}

describe('EntityOwnership', () => {
  const catalog = { getEntitiesByRefs: jest.fn() };
  const stored = new Map<string, string[]>();
  const store = {
    of: async (ref?: string) => stored.get(ref ?? '') ?? [],
    set: async (ref: string, owners: string[]) => {
      stored.set(ref, owners);
    },
    entityRefs: async () => [...stored.keys()],
  };
  const ownership = new EntityOwnership({
    auth: mockServices.auth(),
    catalog: catalog as unknown as CatalogService,
    store: store as unknown as EntityOwners,
  });
  beforeEach(() => {
    stored.clear();
    catalog.getEntitiesByRefs.mockReset();
  });

  it('asks the catalog only about what is not known', async () => {
    expect(await ownership.of(undefined)).toEqual([]);
    await ownership.learn(SHOP, ownedBy('group:default/a'));
    expect(await ownership.of(SHOP)).toEqual(['group:default/a']);
    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
    catalog.getEntitiesByRefs.mockResolvedValue({ items: [ownedBy('b')] });
    expect(await ownership.of('component:default/till')).toEqual(['b']);
  });

  it('follows the catalog: new owners, and entities that are gone', async () => {
    await ownership.learn(SHOP, ownedBy('group:default/a'));
    await ownership.learn('component:default/old', ownedBy('group:default/a'));
    catalog.getEntitiesByRefs.mockResolvedValue({
      items: [ownedBy('group:default/b'), undefined],
    });
    await ownership.refresh();
    expect(await store.of(SHOP)).toEqual(['group:default/b']);
    expect(await store.of('component:default/old')).toEqual([]);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledWith(
      expect.objectContaining({
        entityRefs: [SHOP, 'component:default/old'],
      }),
      expect.anything(),
    );
  });

  it('takes nothing away while the catalog does not answer', async () => {
    await ownership.learn(SHOP, ownedBy('group:default/a'));
    catalog.getEntitiesByRefs.mockRejectedValue(new Error('down'));
    await expect(ownership.refresh()).rejects.toThrow('down');
    expect(await store.of(SHOP)).toEqual(['group:default/a']);
  });
});
