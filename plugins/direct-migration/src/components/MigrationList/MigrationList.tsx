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
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Cell,
  CellText,
  Container,
  Flex,
  Header,
  Link,
  Table,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import {
  isFinished,
  type Migration,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { useLocale } from '../../hooks/useLocale';
import { migrationRouteRef, rootRouteRef } from '../../routes';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterPair } from '../ClusterPair';
import { EmptyNotice } from '../EmptyNotice';
import { ErrorNotice } from '../ErrorNotice';
import { Initiator } from '../Initiator';
import { percentOf } from '../ProgressBar';
import { StartLink } from '../StartLink';
import { StateLabel } from '../StateLabel';

const FIRST_PAGE = 'first';

/** All migrations that the user may see, newest first; those of one entity with `?entityRef=`. */
export function MigrationList() {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const listLink = useRouteRef(rootRouteRef);
  const [searchParams] = useSearchParams();
  const entityRef = searchParams.get('entityRef') ?? undefined;
  const columns = useColumns();

  const [query, setQuery] = useState<{ cursor?: string; pageSize: number }>({
    pageSize: 20,
  });
  // The API only leads forwards; this is the way back.
  const previous = useRef(new Map<string, string>());

  const load = useCallback(
    async (signal: AbortSignal) => {
      const { items, pageInfo } = await api.listMigrations(
        { entityRef, limit: query.pageSize, cursor: query.cursor },
        { signal },
      );
      return { items, nextCursor: pageInfo.nextCursor };
    },
    [api, entityRef, query],
  );
  const { value, error, refresh } = useLive({ load, isChanging });

  const goTo = (cursor: string | undefined) =>
    setQuery(({ pageSize }) => ({ pageSize, cursor }));
  const back = query.cursor ? previous.current.get(query.cursor) : undefined;

  return (
    <>
      <Header
        title={
          entityRef
            ? t('list.filtered', { entity: entityRef })
            : t('list.title')
        }
        customActions={
          entityRef && listLink ? (
            <Link href={listLink()}>{t('list.showAll')}</Link>
          ) : undefined
        }
      />
      <Container my="4">
        <Flex direction="column" gap="4">
          {error && (
            <ErrorNotice
              error={error}
              status={value ? 'warning' : 'danger'}
              title={value ? t('error.stale') : t('error.request')}
              onRetry={refresh}
            />
          )}
          {(value || !error) && (
            <Table
              columnConfig={columns}
              data={value?.items}
              isPending={!value}
              pagination={{
                type: 'page',
                pageSize: query.pageSize,
                hasNextPage: Boolean(value?.nextCursor),
                hasPreviousPage: Boolean(back),
                onNextPage: () => {
                  const next = value?.nextCursor;
                  if (next) {
                    previous.current.set(next, query.cursor ?? FIRST_PAGE);
                    goTo(next);
                  }
                },
                onPreviousPage: () =>
                  goTo(back === FIRST_PAGE ? undefined : back),
                onPageSizeChange: pageSize => setQuery({ pageSize }),
                showPaginationLabel: false,
              }}
              emptyState={
                <EmptyNotice
                  title={t('list.empty.title')}
                  description={t('list.empty.description')}
                  action={<StartLink>{t('list.empty.action')}</StartLink>}
                />
              }
            />
          )}
        </Flex>
      </Container>
    </>
  );
}

function isChanging(value: { items: Migration[] }): boolean {
  return value.items.some(({ state }) => !isFinished(state));
}

function useColumns(): ColumnConfig<Migration>[] {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const detailLink = useRouteRef(migrationRouteRef);

  return useMemo(() => {
    const percent = new Intl.NumberFormat(locale, { style: 'percent' });
    return [
      {
        id: 'migration',
        label: t('list.columns.migration'),
        isRowHeader: true,
        cell: migration => (
          <CellText
            title={migration.planName}
            description={t(`type.${migration.type}`)}
            href={detailLink?.({ migrationId: migration.id })}
          />
        ),
      },
      {
        id: 'state',
        label: t('list.columns.state'),
        cell: migration => (
          <Cell>
            <StateLabel state={migration.state} />
          </Cell>
        ),
      },
      {
        id: 'progress',
        label: t('list.columns.progress'),
        width: 110,
        cell: migration => {
          const value = percentOf(migration.state, migration.progress);
          return (
            <CellText
              title={value === undefined ? '–' : percent.format(value / 100)}
            />
          );
        },
      },
      {
        id: 'entity',
        label: t('list.columns.entity'),
        cell: migration => (
          <Cell>
            {migration.entityRef ? (
              <EntityRefLink entityRef={migration.entityRef} hideIcon />
            ) : (
              <Text color="secondary">–</Text>
            )}
          </Cell>
        ),
      },
      {
        id: 'clusters',
        label: t('list.columns.clusters'),
        cell: migration => (
          <Cell>
            <ClusterPair
              source={migration.sourceCluster}
              target={migration.targetCluster}
            />
          </Cell>
        ),
      },
      {
        id: 'initiator',
        label: t('list.columns.initiator'),
        cell: migration => (
          <Cell>
            <Initiator initiatedBy={migration.initiatedBy} />
          </Cell>
        ),
      },
      {
        id: 'created',
        label: t('list.columns.created'),
        cell: migration => (
          <CellText
            title={new Date(migration.createdAt).toLocaleDateString(locale, {
              dateStyle: 'medium',
            })}
            description={new Date(migration.createdAt).toLocaleTimeString(
              locale,
            )}
            color="secondary"
          />
        ),
      },
    ];
  }, [t, locale, detailLink]);
}
