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
import type { Cluster } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiErrorWarningFill,
} from '@remixicon/react';
import { directMigrationTranslationRef } from '../../translation';
import styles from './ClusterFacts.module.css';

const ICONS = {
  usable: RiCheckboxCircleFill,
  problems: RiErrorWarningFill,
  unusable: RiCloseCircleFill,
};

/** Whether a cluster can be used, as icon and words. */
export function ClusterHealth(props: { cluster: Cluster }) {
  const { usable, problems } = props.cluster;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const health = usable
    ? (problems.length && 'problems') || 'usable'
    : 'unusable';
  const Icon = ICONS[health];
  const words = {
    usable: t('cluster.usable'),
    problems: t('cluster.usableWithProblems', { count: problems.length }),
    unusable: t('cluster.unusable'),
  };
  return (
    <span className={styles.health} data-health={health}>
      <Icon className={styles.icon} aria-hidden="true" />
      {words[health]}
    </span>
  );
}
