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

import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import {
  isFinished,
  type Migration,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { migrationRouteRef } from '../../routes';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterFacts, ClusterHealth } from '../ClusterFacts';
import { ClusterPair } from '../ClusterPair';
import { ClusterTraffic } from '../ClusterTraffic';
import { EmptyNotice } from '../EmptyNotice';
import { LiveErrorNotice } from '../ErrorNotice';
import { NewMigrationLink } from '../NewMigrationLink';
import { StateLabel } from '../StateLabel';
import styles from './EntityClusterCard.module.css';

const LATEST = 5;

/** On the page of a cluster: whether it can be used, for what, and what was migrated from and to it. */
export function EntityClusterCard() {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const entityRef = stringifyEntityRef(useEntity().entity);
  const api = useApi(directMigrationApiRef);

  const loadCluster = useCallback(
    async (signal: AbortSignal) => {
      const clusters = await api.listClusters({ signal });
      return {
        cluster: clusters.find(cluster => cluster.entityRef === entityRef),
      };
    },
    [api, entityRef],
  );
  const cluster = useLive({
    load: loadCluster,
    isChanging: () => false,
    isRelevant: () => false,
  });
  const loadRuns = useCallback(
    async (signal: AbortSignal) => {
      const [stats, latest] = await Promise.all([
        api.getStats({ cluster: entityRef }, { signal }),
        api.listMigrations({ cluster: entityRef, limit: LATEST }, { signal }),
      ]);
      return { pairs: stats.clusterPairs, latest: latest.items };
    },
    [api, entityRef],
  );
  const runs = useLive({
    load: loadRuns,
    isChanging: ({ latest }) => latest.some(({ state }) => !isFinished(state)),
  });
  return (
    <EntityInfoCard title={t('cluster.title')}>
      <Flex direction="column" gap="4" className={readable.root}>
        <LiveErrorNotice {...cluster} />
        <LiveErrorNotice {...runs} />
        {!cluster.value && !cluster.error && (
          <div role="group" aria-busy="true" aria-label={t('cluster.loading')}>
            <Skeleton height={120} />
          </div>
        )}
        {cluster.value && !cluster.value.cluster && (
          <EmptyNotice
            title={t('cluster.notFound.title')}
            description={t('cluster.notFound.description')}
          />
        )}
        {cluster.value?.cluster && (
          <>
            <ClusterHealth cluster={cluster.value.cluster} />
            <ClusterFacts cluster={cluster.value.cluster} />
            {cluster.value.cluster.usable && (
              <div>
                <NewMigrationLink variant="secondary" sourceCluster={entityRef}>
                  {t('cluster.moveFrom')}
                </NewMigrationLink>
              </div>
            )}
          </>
        )}
        {runs.value && (
          <>
            <ClusterTraffic cluster={entityRef} pairs={runs.value.pairs} />
            <LatestRuns migrations={runs.value.latest} />
          </>
        )}
      </Flex>
    </EntityInfoCard>
  );
}

function LatestRuns(props: { migrations: Migration[] }) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const detailLink = useRouteRef(migrationRouteRef);
  return (
    <Flex direction="column" gap="2">
      <Text as="h4" variant="body-small" color="secondary">
        {t('cluster.latest')}
      </Text>
      {props.migrations.length === 0 && <Text>{t('cluster.noLatest')}</Text>}
      <ul className={styles.list}>
        {props.migrations.map(migration => (
          <li key={migration.id} className={styles.run}>
            {detailLink ? (
              <Link href={detailLink({ migrationId: migration.id })}>
                {migration.planName}
              </Link>
            ) : (
              <Text>{migration.planName}</Text>
            )}
            <ClusterPair
              source={migration.sourceCluster}
              target={migration.targetCluster}
            />
            <StateLabel state={migration.state} />
          </li>
        ))}
      </ul>
    </Flex>
  );
}
