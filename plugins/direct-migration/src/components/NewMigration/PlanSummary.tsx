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
import {
  planTargets,
  type Cluster,
  type PlanContent,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ReactNode } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterPair } from '../ClusterPair';
import styles from './NewMigration.module.css';
import { useOptionWords } from './useOptionWords';

/** More volumes or images than these are counted only. */
const MAX_LISTED = 20;

/** Everything of a plan that matters, in words. */
export function PlanSummary(props: { plan: PlanContent; clusters: Cluster[] }) {
  const { plan } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const targets = planTargets(plan);
  const list = (items: string[]) =>
    items.length ? (
      <ul className={styles.messages}>
        {items.slice(0, MAX_LISTED).map(item => (
          <li key={item}>{item}</li>
        ))}
        {items.length > MAX_LISTED && (
          <li>{t('card.more', { count: items.length - MAX_LISTED })}</li>
        )}
      </ul>
    ) : (
      t('wizard.nothing')
    );
  const options = useOptionWords(plan.options);
  const facts: Array<[string, ReactNode]> = [
    [
      t('wizard.step.clusters'),
      <ClusterPair
        key="pair"
        source={plan.sourceCluster}
        target={plan.targetCluster}
      />,
    ],
    [
      t('wizard.step.namespaces'),
      list(
        plan.namespaces.map(({ source, target }) => `${source} → ${target}`),
      ),
    ],
    [
      t('wizard.step.volumes'),
      list(
        plan.volumes.map(({ namespace, name, ...volume }, i) =>
          [
            `${namespace}/${name} → ${targets.volumes[i].namespace}/${targets.volumes[i].name}`,
            volume.storageClass &&
              t('fields.volume.class', { name: volume.storageClass }),
            volume.capacity,
            Boolean(volume.options?.acceptLoss?.length) &&
              t('wizard.mayLose', {
                kinds: volume
                  .options!.acceptLoss!.map(kind =>
                    t(`wizard.options.loss.${kind}`),
                  )
                  .join(', '),
              }),
          ]
            .filter(Boolean)
            .join(' · '),
        ),
      ),
    ],
    [
      t('wizard.step.images'),
      list(
        plan.images.map(
          ({ repository }, i) => `${repository} → ${targets.images[i]}`,
        ),
      ),
    ],
    [
      t('wizard.step.options'),
      options.length ? list(options) : t('wizard.asUsual'),
    ],
  ];
  return (
    <dl className={styles.summary}>
      {facts.map(([term, description]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{description}</dd>
        </div>
      ))}
    </dl>
  );
}
