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

import type { AuthService } from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY, type Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityOwners } from '../database/EntityOwners';

const ASKED_AT_ONCE = 200;
const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];

/** Who owns the entities that plans are for. The catalog decides; the database keeps what it said last. */
export class EntityOwnership {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #store: EntityOwners;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    store: EntityOwners;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#store = options.store;
  }

  /** Entity refs; an entity that is not known yet is looked up. */
  async of(entityRef: string | undefined): Promise<string[]> {
    const known = await this.#store.of(entityRef);
    if (known.length > 0 || !entityRef) {
      return known;
    }
    await this.#refresh([entityRef]);
    return this.#store.of(entityRef);
  }

  /** Keeps what the catalog has just said. */
  async learn(entityRef: string, entity: Entity): Promise<void> {
    await this.#store.set(entityRef, ownersOf(entity));
  }

  /** Asks the catalog about all entities anew. Who owns nothing there any more owns nothing here. */
  async refresh(): Promise<void> {
    const refs = await this.#store.entityRefs();
    for (let start = 0; start < refs.length; start += ASKED_AT_ONCE) {
      await this.#refresh(refs.slice(start, start + ASKED_AT_ONCE));
    }
  }

  async #refresh(entityRefs: string[]): Promise<void> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: FIELDS },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for (const [index, entityRef] of entityRefs.entries()) {
      await this.#store.set(entityRef, ownersOf(items[index]));
    }
  }
}

function ownersOf(entity: Entity | undefined): string[] {
  return (entity?.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
}
