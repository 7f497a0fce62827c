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

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Skeleton } from '@backstage/ui';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { useFilters } from '../../hooks/useFilters';
import { useLive } from '../../hooks/useLive';
import { directMigrationTranslationRef } from '../../translation';
import { EmptyNotice } from '../EmptyNotice';
import { LiveErrorNotice } from '../ErrorNotice';
import {
  ApplicationFilter,
  ClusterFilter,
  FilterBar,
  FilterSelect,
} from '../FilterBar';
import { PageFrame } from '../PageFrame';
import { ClusterPairTable } from './ClusterPairTable';
import { StatisticsCharts } from './StatisticsCharts';
import { StatTiles } from './StatTiles';

const FILTERS = ['days', 'cluster', 'entityRef'] as const;
const PERIODS = [7, 30, 90, 365];
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

/** How much is migrated, how well, and between which clusters. */
export function StatisticsPage() {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const { values, set, clear, isFiltered } = useFilters(FILTERS);
  const days = PERIODS.find(period => String(period) === values.days);

  const { cluster, entityRef } = values;
  const load = useCallback(
    (signal: AbortSignal) =>
      api.getStats(
        {
          after: new Date(
            Date.now() - (days ?? DEFAULT_DAYS) * DAY_MS,
          ).toISOString(),
          cluster,
          entityRef,
        },
        { signal },
      ),
    [api, cluster, days, entityRef],
  );
  // Figures of a month need no look every two seconds; a signal brings them anew.
  const { value, error, refresh } = useLive({ load, isChanging: () => false });

  return (
    <PageFrame tab="statistics">
      <FilterBar isFiltered={isFiltered} onClear={clear}>
        <FilterSelect
          label={t('statistics.period')}
          anyLabel={t('statistics.days', { number: String(DEFAULT_DAYS) })}
          value={days === undefined ? undefined : String(days)}
          options={PERIODS.filter(period => period !== DEFAULT_DAYS).map(
            period => ({
              id: String(period),
              label: t('statistics.days', { number: String(period) }),
            }),
          )}
          onChange={next => set({ days: next })}
        />
        <ClusterFilter
          value={cluster}
          onChange={next => set({ cluster: next })}
        />
        <ApplicationFilter
          value={entityRef}
          onChange={next => set({ entityRef: next })}
        />
      </FilterBar>
      <LiveErrorNotice value={value} error={error} refresh={refresh} />
      {!value && !error && (
        <Flex
          direction="column"
          gap="3"
          aria-busy="true"
          role="group"
          aria-label={t('statistics.loading')}
        >
          <Skeleton height={80} />
          <Skeleton height={240} />
        </Flex>
      )}
      {value?.totals.total === 0 && (
        <Card>
          <CardBody>
            <EmptyNotice
              title={t('statistics.empty.title')}
              description={t('statistics.empty.description')}
            />
          </CardBody>
        </Card>
      )}
      {value && value.totals.total > 0 && (
        <>
          <StatTiles figures={value.totals} />
          <StatisticsCharts stats={value} />
          <ClusterPairTable pairs={value.clusterPairs} />
        </>
      )}
    </PageFrame>
  );
}
