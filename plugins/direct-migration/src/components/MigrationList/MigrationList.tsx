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
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Button, Table } from '@backstage/ui';
import {
  isFinished,
  type ListMigrationsOptions,
  type Migration,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { endOfDay, startOfDay } from '../../dayRange';
import { useCursorPaging } from '../../hooks/useCursorPaging';
import { useElementWidth } from '../../hooks/useElementWidth';
import { useFilters } from '../../hooks/useFilters';
import { useFirstMoment } from '../../hooks/useFirstMoment';
import { useLive } from '../../hooks/useLive';
import { directMigrationTranslationRef } from '../../translation';
import { EmptyNotice } from '../EmptyNotice';
import { LiveErrorNotice } from '../ErrorNotice';
import { PageFrame } from '../PageFrame';
import { NewMigrationLink } from '../NewMigrationLink';
import { resolveOwner } from './resolveOwner';
import { RUN_FILTERS, RunFilters } from './RunFilters';
import { toOrder, toSortDescriptor } from './runOrder';
import { useRunColumns } from './useRunColumns';

/** All runs that the user may see, filtered and sorted as the query string says. */
export function MigrationList() {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const catalogApi = useApi(catalogApiRef);
  const identityApi = useApi(identityApiRef);
  const { ref, width: room } = useElementWidth<HTMLDivElement>(Infinity);
  const columns = useRunColumns({ room });
  const filters = useFilters(RUN_FILTERS);
  const { values, set } = filters;
  const sorted = toSortDescriptor(values);
  const { pageSize, pagination } = useCursorPaging(values.cursor, cursor =>
    set({ cursor }),
  );

  const load = useCallback(
    async (signal: AbortSignal) => {
      const { owner, from, to, state, type, orderBy, order, ...rest } = values;
      // What comes by a link is checked by the backend, which names the field.
      const query: ListMigrationsOptions = {
        ...rest,
        state: state as ListMigrationsOptions['state'],
        type: type as ListMigrationsOptions['type'],
        orderBy: orderBy as ListMigrationsOptions['orderBy'],
        order: order as ListMigrationsOptions['order'],
        createdAfter: startOfDay(from)?.toISOString(),
        createdBefore: endOfDay(to)?.toISOString(),
        limit: pageSize,
      };
      if (owner) {
        query.entityRefs = await resolveOwner(owner, {
          catalogApi,
          identityApi,
        });
        if (!query.entityRefs.length) {
          return { items: [] };
        }
      }
      const { items, pageInfo } = await api.listMigrations(query, { signal });
      return { items, nextCursor: pageInfo.nextCursor };
    },
    [api, catalogApi, identityApi, pageSize, values],
  );
  const { value, error, refresh } = useLive({ load, isChanging });
  const isFirstMoment = useFirstMoment(!value && !error);

  return (
    <PageFrame
      tab="runs"
      actions={<NewMigrationLink>{t('list.start')}</NewMigrationLink>}
    >
      <RunFilters filters={filters} />
      <LiveErrorNotice value={value} error={error} refresh={refresh} />
      <div ref={ref}>
        {(value || !error) && !isFirstMoment && (
          <Table
            columnConfig={columns}
            data={value?.items}
            isPending={!value}
            sort={{
              descriptor: sorted,
              onSortChange: descriptor => set(toOrder(sorted, descriptor)),
            }}
            pagination={pagination(value?.nextCursor)}
            emptyState={
              filters.isFiltered ? (
                <EmptyNotice
                  title={t('list.noMatch.title')}
                  description={t('list.noMatch.description')}
                  action={
                    <Button
                      size="small"
                      variant="secondary"
                      onPress={filters.clear}
                    >
                      {t('filter.clear')}
                    </Button>
                  }
                />
              ) : (
                <EmptyNotice
                  title={t('list.empty.title')}
                  description={t('list.empty.description')}
                  action={
                    <NewMigrationLink>{t('list.start')}</NewMigrationLink>
                  }
                />
              )
            }
          />
        )}
      </div>
    </PageFrame>
  );
}

function isChanging(value: { items: Migration[] }): boolean {
  return value.items.some(({ state }) => !isFinished(state));
}
