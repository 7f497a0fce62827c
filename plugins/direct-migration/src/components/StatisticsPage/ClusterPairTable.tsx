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
import type { Stats } from '@direct-migration/backstage-plugin-direct-migration-common';
import { formatBytes, formatDuration } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterPair } from '../ClusterPair';
import { DataTable } from '../DataTable';

/** Which clusters migrate to which, the busiest first. */
export function ClusterPairTable(props: { pairs: Stats['clusterPairs'] }) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const isNumeric = true;
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Text as="h3" variant="title-x-small">
            {t('statistics.pairs.title')}
          </Text>
          <DataTable
            label={t('statistics.pairs.title')}
            columns={[
              { label: t('statistics.pairs.pair') },
              { label: t('statistics.tiles.runs'), isNumeric },
              { label: t('statistics.tiles.successRate'), isNumeric },
              { label: t('statistics.tiles.problems'), isNumeric },
              { label: t('statistics.tiles.bytes'), isNumeric },
              { label: t('statistics.tiles.duration'), isNumeric },
            ]}
            rows={props.pairs.map(pair => ({
              id: `${pair.sourceCluster} ${pair.targetCluster}`,
              cells: [
                <ClusterPair
                  source={pair.sourceCluster}
                  target={pair.targetCluster}
                />,
                number.format(pair.total),
                pair.successRate === undefined
                  ? '–'
                  : percent.format(pair.successRate),
                number.format(pair.failed + pair.partiallyFailed),
                formatBytes(pair.bytes, locale),
                pair.averageSeconds === undefined
                  ? '–'
                  : formatDuration(pair.averageSeconds, locale),
              ],
            }))}
          />
        </Flex>
      </CardBody>
    </Card>
  );
}
