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
import { Card, CardBody, Flex, Skeleton, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterFacts, ClusterHealth } from '../ClusterFacts';
import { ClusterTraffic } from '../ClusterTraffic';
import { EmptyNotice } from '../EmptyNotice';
import { EntityLink } from '../EntityLink';
import { LiveErrorNotice } from '../ErrorNotice';
import { PageFrame } from '../PageFrame';
import styles from './ClustersPage.module.css';

/** Every cluster that the user may see: what it can do, its problems, what was migrated from and to it. */
export function ClustersPage() {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [clusters, stats] = await Promise.all([
        api.listClusters({ signal }),
        api.getStats({}, { signal }),
      ]);
      return { clusters, pairs: stats.clusterPairs };
    },
    [api],
  );
  const { value, error, refresh } = useLive({
    load,
    isChanging: () => false,
    // To look at clusters means to call each of them: not for every migration that moves on.
    isRelevant: () => false,
  });

  return (
    <PageFrame tab="clusters">
      <LiveErrorNotice value={value} error={error} refresh={refresh} />
      {!value && !error && (
        <div role="group" aria-busy="true" aria-label={t('cluster.loading')}>
          <Skeleton height={220} />
        </div>
      )}
      {value?.clusters.length === 0 && (
        <Card>
          <CardBody>
            <EmptyNotice
              title={t('cluster.empty.title')}
              description={t('cluster.empty.description')}
            />
          </CardBody>
        </Card>
      )}
      {value && (
        <div className={styles.clusters}>
          {value.clusters.map(cluster => (
            <Card key={cluster.entityRef}>
              <CardBody>
                <Flex direction="column" gap="3">
                  <Flex justify="between" align="center" gap="3">
                    <Text as="h3" variant="title-x-small">
                      <EntityLink
                        entityRef={cluster.entityRef}
                        title={cluster.title ?? cluster.name}
                      />
                    </Text>
                    <ClusterHealth cluster={cluster} />
                  </Flex>
                  <ClusterFacts cluster={cluster} />
                  <ClusterTraffic
                    cluster={cluster.entityRef}
                    pairs={value.pairs}
                  />
                </Flex>
              </CardBody>
            </Card>
          ))}
        </div>
      )}
    </PageFrame>
  );
}
