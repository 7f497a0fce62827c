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
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ReactNode } from 'react';
import { formatTime } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { EntityLink } from '../EntityLink';
import { Initiator } from '../Initiator';
import styles from './MigrationFacts.module.css';

/** Who moves what from where to where, and when. */
export function MigrationFacts(props: { migration: Migration }) {
  const { migration } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();

  const facts: Array<[label: string, value: ReactNode, isLong?: boolean]> = [
    [
      t('detail.facts.source'),
      <EntityLink entityRef={migration.sourceCluster} />,
    ],
    [
      t('detail.facts.target'),
      <EntityLink entityRef={migration.targetCluster} />,
    ],
    [
      t('detail.facts.initiator'),
      <Initiator initiatedBy={migration.initiatedBy} />,
    ],
    [
      t('detail.facts.created'),
      <time dateTime={migration.createdAt}>
        {formatTime(migration.createdAt, locale)}
      </time>,
    ],
    [t('detail.facts.id'), <code>{migration.id}</code>, true],
  ];
  if (migration.entityRef) {
    facts.unshift([
      t('detail.facts.application'),
      <EntityLink entityRef={migration.entityRef} />,
    ]);
  }
  if (migration.finishedAt) {
    facts.splice(-1, 0, [
      t('detail.facts.finished'),
      <time dateTime={migration.finishedAt}>
        {formatTime(migration.finishedAt, locale)}
      </time>,
    ]);
  }

  return (
    <dl className={styles.facts}>
      {facts.map(([label, value, isLong]) => (
        <div key={label} className={isLong ? styles.long : undefined}>
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
