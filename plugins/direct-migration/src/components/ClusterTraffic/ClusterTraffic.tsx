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
import { Flex, Link, Text } from '@backstage/ui';
import type { Stats } from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiArrowRightDownLine, RiArrowRightUpLine } from '@remixicon/react';
import { rootRouteRef } from '../../routes';
import { directMigrationTranslationRef } from '../../translation';
import styles from './ClusterTraffic.module.css';

/** Props of {@link ClusterTraffic}. */
export interface ClusterTrafficProps {
  /** Entity ref. */
  cluster: string;
  /** Of the last 30 days; of other clusters too. */
  pairs: Stats['clusterPairs'];
}

/** How many migrations went out of a cluster and into it. */
export function ClusterTraffic(props: ClusterTrafficProps) {
  const { cluster, pairs } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const listLink = useRouteRef(rootRouteRef);
  const count = (end: 'sourceCluster' | 'targetCluster') =>
    pairs
      .filter(pair => pair[end] === cluster)
      .reduce((sum, { total }) => sum + total, 0);

  return (
    <Flex direction="column" gap="1">
      <Text as="h4" variant="body-small" color="secondary">
        {t('cluster.traffic.title')}
      </Text>
      <p className={styles.line}>
        <RiArrowRightUpLine className={styles.icon} aria-hidden="true" />
        {t('cluster.traffic.out', { count: count('sourceCluster') })}
      </p>
      <p className={styles.line}>
        <RiArrowRightDownLine className={styles.icon} aria-hidden="true" />
        {t('cluster.traffic.in', { count: count('targetCluster') })}
      </p>
      {listLink && (
        <Link
          href={`${listLink()}?cluster=${encodeURIComponent(cluster)}`}
          variant="body-small"
        >
          {t('cluster.traffic.all')}
        </Link>
      )}
    </Flex>
  );
}
