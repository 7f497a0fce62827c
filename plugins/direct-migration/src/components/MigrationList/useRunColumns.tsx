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
import { formatBytes, formatDuration } from '../../format';
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
  const hasMuchRoom = up('lg');
  const isOfOneEntity = options?.isOfOneEntity ?? false;

  return useMemo(() => {
    const percent = new Intl.NumberFormat(locale, { style: 'percent' });
    return [
      {
        id: 'planName',
        label: t('list.columns.migration'),
        isSortable: true,
        isRowHeader: true,
        minWidth: 120,
        defaultWidth: '6fr',
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
        defaultWidth: '4fr',
        label: t('list.columns.state'),
        isSortable: true,
        // The longest of them.
        ...(hasMuchRoom ? { width: 150 } : { minWidth: 130 }),
        cell: migration => (
          <Cell>
            <StateLabel state={migration.state} />
          </Cell>
        ),
      },
      {
        id: 'bytes',
        defaultWidth: '3fr',
        label: t('list.columns.data'),
        isSortable: true,
        width: 100,
        isHidden: !hasRoom,
        cell: ({ state, progress }) => {
          const value = percentOf(state, progress);
          return (
            <CellText
              title={formatBytes(progress?.bytesDone ?? 0, locale)}
              description={
                value === undefined ? '–' : percent.format(value / 100)
              }
            />
          );
        },
      },
      {
        id: 'duration',
        defaultWidth: '4fr',
        label: t('list.columns.duration'),
        isSortable: true,
        width: 120,
        isHidden: !hasMuchRoom,
        cell: migration => {
          const seconds = secondsOf(migration);
          return (
            <CellText
              title={
                seconds === undefined ? '–' : formatDuration(seconds, locale)
              }
            />
          );
        },
      },
      {
        id: 'entityRef',
        defaultWidth: '4fr',
        label: t('list.columns.entity'),
        isSortable: true,
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
        defaultWidth: '4fr',
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
        id: 'initiatedBy',
        defaultWidth: '4fr',
        label: t('list.columns.initiator'),
        isSortable: true,
        ...(hasMuchRoom && { width: 120 }),
        isHidden: !hasRoom,
        cell: migration => (
          <Cell>
            <Initiator initiatedBy={migration.initiatedBy} />
          </Cell>
        ),
      },
      {
        id: 'createdAt',
        defaultWidth: '4fr',
        label: t('list.columns.created'),
        isSortable: true,
        ...(hasMuchRoom && { width: 125 }),
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
  }, [t, locale, detailLink, hasMuchRoom, hasRoom, hasSomeRoom, isOfOneEntity]);
}

/** How long it took; of what has not ended, how long it has taken. */
function secondsOf({ startedAt, finishedAt }: Migration): number | undefined {
  if (!startedAt) {
    return undefined;
  }
  const end = finishedAt ? Date.parse(finishedAt) : Date.now();
  return (end - Date.parse(startedAt)) / 1000;
}
