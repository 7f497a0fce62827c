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
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { formatBytes, formatDuration, formatRate } from '../../format';
import { useElementWidth } from '../../hooks/useElementWidth';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { ChartAxes, niceTicks } from '../BarChart';
import styles from './ThroughputChart.module.css';
import { useSamples, type Sample } from './useSamples';

const HEIGHT = 150;
const TOP = 8;
const BOTTOM = 22;
const LEFT = 72;

/** The rate over time while one looks on; of a migration that has ended, its average. */
export function ThroughputChart(props: { migration: Migration }) {
  const { migration } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const samples = useSamples(migration);
  const average = averageOf(migration);

  const notes: string[] = [
    migration.state === 'running'
      ? t('throughput.since')
      : t('throughput.notStored'),
  ];
  if (average) {
    notes.unshift(
      t('throughput.average', {
        rate: formatRate(average.bytesPerSecond, locale),
        bytes: formatBytes(migration.progress.bytesDone, locale),
        time: formatDuration(average.seconds, locale),
      }),
    );
  }
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Text as="h3" variant="title-x-small">
            {t('throughput.title')}
          </Text>
          {samples.length > 1 && <Curve samples={samples} />}
          <Text as="p" variant="body-small" color="secondary">
            {notes.join(' ')}
          </Text>
        </Flex>
      </CardBody>
    </Card>
  );
}

function Curve(props: { samples: Sample[] }) {
  const { samples } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const { ref, width } = useElementWidth<HTMLDivElement>(600);

  const largest = Math.max(...samples.map(sample => sample.bytesPerSecond));
  const ticks = niceTicks(largest);
  const top = ticks[ticks.length - 1];
  const begin = samples[0].time;
  const span = Math.max(1, samples[samples.length - 1].time - begin);
  const x = (time: number) => LEFT + ((width - LEFT) * (time - begin)) / span;
  const y = (value: number) =>
    TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const line = samples
    .map(({ time, bytesPerSecond }) => `${x(time)},${y(bytesPerSecond)}`)
    .join(' ');
  const last = samples[samples.length - 1];
  return (
    <div ref={ref} className={styles.root}>
      <svg
        role="img"
        aria-label={t('throughput.picture', {
          now: formatRate(last.bytesPerSecond, locale),
          largest: formatRate(largest, locale),
        })}
        width={width}
        height={HEIGHT}
      >
        <ChartAxes
          ticks={ticks.map(value => ({
            y: y(value),
            text: formatRate(value, locale),
          }))}
          labels={[samples[0], last].map(({ time }) => ({
            x: Math.max(LEFT + 24, x(time)),
            text: new Date(time).toLocaleTimeString(locale),
          }))}
          left={LEFT}
          width={width}
          height={HEIGHT}
        />
        <polygon
          className={styles.area}
          points={`${LEFT},${y(0)} ${line} ${x(last.time)},${y(0)}`}
        />
        <polyline className={styles.line} points={line} />
      </svg>
    </div>
  );
}

function averageOf(migration: Migration) {
  const { startedAt, finishedAt, progress } = migration;
  const seconds =
    startedAt && finishedAt
      ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000
      : 0;
  return seconds > 0 && progress.bytesDone > 0
    ? { seconds, bytesPerSecond: progress.bytesDone / seconds }
    : undefined;
}
