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

import { stringifyEntityRef } from '@backstage/catalog-model';
import type { IdentityApi } from '@backstage/frontend-plugin-api';
import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** Stands for the reader and their groups. */
export const OWNED_BY_ME = 'me';

/** As many as one request may name. */
const MAX_ENTITIES = 200;

/** The entities that an owner has; the first 200 of them. */
export async function resolveOwner(
  owner: string,
  apis: {
    catalogApi: Pick<CatalogApi, 'getEntities'>;
    identityApi: IdentityApi;
  },
): Promise<string[]> {
  const owners =
    owner === OWNED_BY_ME
      ? (await apis.identityApi.getBackstageIdentity()).ownershipEntityRefs
      : [owner];
  const { items } = await apis.catalogApi.getEntities({
    filter: { 'relations.ownedBy': owners },
    fields: ['kind', 'metadata.namespace', 'metadata.name'],
    limit: MAX_ENTITIES,
  });
  return items.map(entity => stringifyEntityRef(entity));
}
