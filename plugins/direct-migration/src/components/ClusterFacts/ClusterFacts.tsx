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
import { Flex, Text } from '@backstage/ui';
import type { Cluster } from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import styles from './ClusterFacts.module.css';

/** What a cluster can do, and what stands in the way. */
export function ClusterFacts(props: { cluster: Cluster }) {
  const { apiServerUrl, capabilities, problems, usable } = props.cluster;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const none = t('cluster.none');

  const facts: Array<[label: string, value: string]> = [];
  if (capabilities) {
    const { endpoints = [], storageClasses } = capabilities;
    facts.push(
      [
        t('cluster.facts.kind'),
        capabilities.openshift
          ? t('cluster.openshift')
          : t('cluster.kubernetes'),
      ],
      [t('cluster.facts.version'), capabilities.version ?? '–'],
      [
        t('cluster.facts.endpoints'),
        endpoints.map(type => t(`cluster.endpoints.${type}`)).join(', ') ||
          none,
      ],
      [
        t('cluster.facts.imageStreams'),
        capabilities.imageStreams ? t('cluster.yes') : t('cluster.no'),
      ],
      [
        t('cluster.facts.storageClasses'),
        storageClasses
          .map(({ name, isDefault }) =>
            isDefault ? t('cluster.defaultClass', { name }) : name,
          )
          .join(', ') || none,
      ],
    );
  }
  if (apiServerUrl) {
    facts.push([t('cluster.facts.apiServer'), apiServerUrl]);
  }

  return (
    <Flex direction="column" gap="3">
      {problems.map(problem => (
        <ErrorNotice
          key={`${problem.code} ${problem.message}`}
          error={problem}
          status={usable ? 'warning' : 'danger'}
        />
      ))}
      {facts.length > 0 && (
        <dl className={styles.facts}>
          {facts.map(([label, value]) => (
            <div key={label} className={styles.fact}>
              <dt>
                <Text variant="body-small" color="secondary">
                  {label}
                </Text>
              </dt>
              <dd className={styles.value}>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Flex>
  );
}
