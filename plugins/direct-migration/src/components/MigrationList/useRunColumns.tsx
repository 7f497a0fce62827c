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

import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Cell,
  CellText,
  Text,
  useBreakpoint,
  type ColumnConfig,
} from '@backstage/ui';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useMemo } from 'react';
import { useLocale } from '../../hooks/useLocale';
import { migrationRouteRef } from '../../routes';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterPair } from '../ClusterPair';
import { Initiator } from '../Initiator';
import { percentOf } from '../ProgressBar';
import { StateLabel } from '../StateLabel';

/**
 * Columns of a table of runs; fewer of them where there is little room.
 * @param options - `isOfOneEntity`: all runs are of the same application, which the page names already
 */
export function useRunColumns(options?: {
  isOfOneEntity?: boolean;
}): ColumnConfig<Migration>[] {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const detailLink = useRouteRef(migrationRouteRef);
  const { up } = useBreakpoint();
  const hasSomeRoom = up('sm');
  const hasRoom = up('md');
  const isOfOneEntity = options?.isOfOneEntity ?? false;

  return useMemo(() => {
    const percent = new Intl.NumberFormat(locale, { style: 'percent' });
    return [
      {
        id: 'migration',
        label: t('list.columns.migration'),
        isRowHeader: true,
        minWidth: 120,
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
        minWidth: 130,
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
        isHidden: !hasRoom,
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
        isHidden: isOfOneEntity || !hasRoom,
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
        isHidden: !hasSomeRoom,
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
        isHidden: !hasRoom,
        cell: migration => (
          <Cell>
            <Initiator initiatedBy={migration.initiatedBy} />
          </Cell>
        ),
      },
      {
        id: 'created',
        label: t('list.columns.created'),
        isSortable: true,
        isHidden: !hasSomeRoom,
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
  }, [t, locale, detailLink, hasRoom, hasSomeRoom, isOfOneEntity]);
}
