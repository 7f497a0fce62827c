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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Stats } from '@direct-migration/backstage-plugin-direct-migration-common';
import { formatBytes, formatDuration } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import type { ChartSeries } from '../BarChart';
import { ChartCard } from '../ChartCard';
import { bucketDays, type Bucket } from './bucketDays';
import styles from './StatisticsPage.module.css';

const OUTCOMES = [
  ['succeeded', 'success'],
  ['partiallyFailed', 'warning'],
  ['failed', 'danger'],
  ['canceled', 'muted'],
  ['unfinished', 'info'],
] as const;

/** Runs by outcome, data, success rate and duration over time. */
export function StatisticsCharts(props: { stats: Stats }) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const { buckets, isWeekly } = bucketDays(props.stats);
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
  });

  const pointsOf = (values: (bucket: Bucket) => Array<number | undefined>) =>
    buckets.map(bucket => ({
      label: day.format(new Date(bucket.day)),
      values: values(bucket),
    }));
  const titleOf = (name: 'runs' | 'bytes' | 'successRate' | 'duration') =>
    isWeekly
      ? t(`statistics.charts.${name}Weekly`)
      : t(`statistics.charts.${name}`);
  const one = (label: string): ChartSeries[] => [
    { id: 'value', label, tone: 'accent' },
  ];
  const pointLabel = isWeekly ? t('statistics.week') : t('statistics.day');

  return (
    <div className={styles.charts}>
      <ChartCard
        title={titleOf('runs')}
        pointLabel={pointLabel}
        series={OUTCOMES.map(([id, tone]) => ({
          id,
          label: t(`statistics.outcome.${id}`),
          tone,
        }))}
        points={pointsOf(bucket => OUTCOMES.map(([id]) => bucket[id]))}
        format={value => number.format(value)}
        minStep={1}
      />
      <ChartCard
        title={titleOf('bytes')}
        pointLabel={pointLabel}
        series={one(t('statistics.tiles.bytes'))}
        points={pointsOf(({ bytes }) => [bytes])}
        format={value => formatBytes(value, locale)}
      />
      <ChartCard
        title={titleOf('successRate')}
        pointLabel={pointLabel}
        series={one(t('statistics.tiles.successRate'))}
        points={pointsOf(({ successRate }) => [successRate])}
        format={value => percent.format(value)}
        max={1}
      />
      <ChartCard
        title={titleOf('duration')}
        pointLabel={pointLabel}
        series={one(t('statistics.tiles.duration'))}
        points={pointsOf(({ averageSeconds }) => [averageSeconds])}
        format={value => formatDuration(value, locale)}
        isDuration
      />
    </div>
  );
}
