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
import { VisuallyHidden } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import { directMigrationTranslationRef } from '../../translation';
import { EntityLink } from '../EntityLink';
import styles from './ClusterPair.module.css';

/** From which cluster to which. */
export function ClusterPair(props: { source: string; target: string }) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return (
    <span className={styles.root}>
      <EntityLink entityRef={props.source} defaultKind="resource" />
      <RiArrowRightLine className={styles.arrow} aria-hidden="true" />
      <VisuallyHidden>{t('clusters.to')}</VisuallyHidden>
      <EntityLink entityRef={props.target} defaultKind="resource" />
    </span>
  );
}
