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
import { Text } from '@backstage/ui';
import type { StatsFigures } from '@direct-migration/backstage-plugin-direct-migration-common';
import { formatBytes, formatDuration } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import styles from './StatTiles.module.css';

/** The totals, large. */
export function StatTiles(props: { figures: StatsFigures }) {
  const { figures } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 1,
  });
  const tiles: Array<[label: string, value: string]> = [
    [t('statistics.tiles.runs'), number.format(figures.total)],
    [
      t('statistics.tiles.successRate'),
      figures.successRate === undefined
        ? '–'
        : percent.format(figures.successRate),
    ],
    [t('statistics.tiles.bytes'), formatBytes(figures.bytes, locale)],
    [
      t('statistics.tiles.duration'),
      figures.averageSeconds === undefined
        ? '–'
        : formatDuration(figures.averageSeconds, locale),
    ],
    [
      t('statistics.tiles.problems'),
      number.format(figures.failed + figures.partiallyFailed),
    ],
    [t('statistics.tiles.unfinished'), number.format(figures.unfinished)],
  ];
  return (
    <dl className={styles.tiles} aria-label={t('statistics.tiles.label')}>
      {tiles.map(([label, value]) => (
        <div key={label} className={styles.tile}>
          <dt>
            <Text variant="body-small" color="secondary">
              {label}
            </Text>
          </dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
