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

import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_ENABLED,
  CLUSTER_ENTITY_TYPE,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useEffect, useState } from 'react';

/** More than this nobody looks through; a value can still come by a link. */
const MAX_OPTIONS = 500;

const QUERIES = {
  clusters: { kind: 'Resource', 'spec.type': CLUSTER_ENTITY_TYPE },
  applications: { [`metadata.annotations.${ANNOTATION_ENABLED}`]: 'true' },
  groups: { kind: 'Group' },
};

/** Entities of the catalog to choose from, by title; none while they load or where the catalog does not answer. */
export function useEntityOptions(
  what: keyof typeof QUERIES,
): Array<{ id: string; label: string }> {
  const catalogApi = useApi(catalogApiRef);
  const [options, setOptions] = useState<Array<{ id: string; label: string }>>(
    [],
  );
  useEffect(() => {
    let isUnmounted = false;
    catalogApi
      .getEntities({
        filter: QUERIES[what],
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
        ],
        limit: MAX_OPTIONS,
      })
      .then(
        ({ items }) =>
          isUnmounted ||
          setOptions(
            items.map(toOption).sort((a, b) => a.label.localeCompare(b.label)),
          ),
        // A filter without options is no reason to break the page.
        () => {},
      );
    return () => {
      isUnmounted = true;
    };
  }, [catalogApi, what]);
  return options;
}

function toOption(entity: Entity) {
  const id = stringifyEntityRef(entity);
  return { id, label: entity.metadata.title ?? shortRef(id) };
}

function shortRef(entityRef: string): string {
  const { namespace, name } = parseEntityRef(entityRef);
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
