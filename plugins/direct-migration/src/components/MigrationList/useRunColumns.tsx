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
import {
  Cell,
  CellText,
  Flex,
  Link,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useMemo } from 'react';
import { columnsThatFit } from '../../columnsThatFit';
import { formatBytes, formatDuration } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { migrationRouteRef } from '../../routes';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterPair } from '../ClusterPair';
import { EntityLink } from '../EntityLink';
import { Initiator } from '../Initiator';
import { percentOf } from '../ProgressBar';
import { StateLabel } from '../StateLabel';
import styles from './useRunColumns.module.css';

/**
 * What each column needs in CSS pixels for its heading and the arrow of its order, the longest state, a date; the most telling
 * come first, and what does not fit any more is left out. Names of runs are wrapped.
 */
const ROOM = {
  planName: 200,
  state: 160,
  clusters: 130,
  createdAt: 130,
  entityRef: 140,
  bytes: 100,
  initiatedBy: 130,
  duration: 120,
};
/** Without these it would be no list of runs. */
const ALWAYS = 2;

/**
 * Columns of a table of runs; fewer of them where there is little room.
 * @param options - `room`: how wide the table may be, in CSS pixels; `isOfOneEntity`: all runs are of the same application, which the page names already
 */
export function useRunColumns(options: {
  room: number;
  isOfOneEntity?: boolean;
}): ColumnConfig<Migration>[] {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const detailLink = useRouteRef(migrationRouteRef);
  const { room, isOfOneEntity = false } = options;
  const { entityRef, ...others } = ROOM;
  const fitting = columnsThatFit(isOfOneEntity ? others : ROOM, {
    room,
    atLeast: ALWAYS,
  }).join();

  return useMemo(() => {
    const isHidden = (id: string) => !fitting.split(',').includes(id);
    const percent = new Intl.NumberFormat(locale, { style: 'percent' });
    return [
      {
        id: 'planName',
        label: t('list.columns.migration'),
        isSortable: true,
        isRowHeader: true,
        minWidth: 120,
        defaultWidth: '4fr',
        cell: ({ id, planName, type }) => {
          const href = detailLink?.({ migrationId: id });
          return (
            <Cell>
              <Flex direction="column" gap="0" className={styles.name}>
                {href ? (
                  <Link href={href} variant="body-medium">
                    {planName}
                  </Link>
                ) : (
                  <Text>{planName}</Text>
                )}
                <Text color="secondary">{t(`type.${type}`)}</Text>
              </Flex>
            </Cell>
          );
        },
      },
      {
        id: 'state',
        label: t('list.columns.state'),
        isSortable: true,
        width: ROOM.state,
        cell: migration => (
          <Cell>
            <StateLabel state={migration.state} />
          </Cell>
        ),
      },
      {
        id: 'bytes',
        label: t('list.columns.data'),
        isSortable: true,
        width: ROOM.bytes,
        isHidden: isHidden('bytes'),
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
        label: t('list.columns.duration'),
        isSortable: true,
        width: ROOM.duration,
        isHidden: isHidden('duration'),
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
        label: t('list.columns.entity'),
        isSortable: true,
        minWidth: ROOM.entityRef,
        defaultWidth: '3fr',
        isHidden: isHidden('entityRef'),
        cell: migration => (
          <Cell>
            {migration.entityRef ? (
              <EntityLink entityRef={migration.entityRef} />
            ) : (
              <Text color="secondary">–</Text>
            )}
          </Cell>
        ),
      },
      {
        id: 'clusters',
        label: t('list.columns.clusters'),
        minWidth: ROOM.clusters,
        defaultWidth: '3fr',
        isHidden: isHidden('clusters'),
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
        label: t('list.columns.initiator'),
        isSortable: true,
        width: ROOM.initiatedBy,
        isHidden: isHidden('initiatedBy'),
        cell: migration => (
          <Cell>
            <Initiator initiatedBy={migration.initiatedBy} />
          </Cell>
        ),
      },
      {
        id: 'createdAt',
        label: t('list.columns.created'),
        isSortable: true,
        width: ROOM.createdAt,
        isHidden: isHidden('createdAt'),
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
  }, [t, locale, detailLink, fitting]);
}

/** How long it took; of what has not ended, how long it has taken. */
function secondsOf({ startedAt, finishedAt }: Migration): number | undefined {
  if (!startedAt) {
    return undefined;
  }
  const end = finishedAt ? Date.parse(finishedAt) : Date.now();
  return (end - Date.parse(startedAt)) / 1000;
}
