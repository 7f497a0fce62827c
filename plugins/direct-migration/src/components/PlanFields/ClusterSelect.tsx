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
import { Select } from '@backstage/ui';
import type { Cluster } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { LiveValue } from '../../hooks/useLive';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { fieldError } from './fieldError';
import styles from './PlanFields.module.css';

/** Props of {@link ClusterSelect}. @public */
export interface ClusterSelectProps {
  label: string;
  description?: string;
  /** As `useClusters` gives them. */
  clusters: LiveValue<Cluster[]>;
  /** Entity ref; empty or absent where none is chosen. */
  value: string | undefined;
  onChange: (entityRef: string | undefined) => void;
  /** What is wrong with the choice. */
  problem?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
}

/** One of the clusters of the catalog. What is known to be wrong with the chosen one is said below it. @public */
export function ClusterSelect(props: ClusterSelectProps) {
  const { label, description, clusters, value, onChange, problem } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const known = clusters.value ?? [];
  const chosen = known.find(({ entityRef }) => entityRef === value);
  const isMissing = value && clusters.value && !chosen;
  const options = known.map(cluster => ({
    id: cluster.entityRef,
    label: cluster.title ?? cluster.name,
  }));
  return (
    <div className={`${styles.field} ${readable.root}`}>
      <Select
        label={label}
        description={description}
        isRequired={props.isRequired}
        isDisabled={props.isDisabled || (!clusters.value && !value)}
        options={
          value && !chosen ? [...options, { id: value, label: value }] : options
        }
        placeholder={
          clusters.value || clusters.error
            ? t('fields.choose')
            : t('fields.loading')
        }
        search={{ placeholder: t('filter.search') }}
        value={value ?? ''}
        onChange={key => onChange(key === null ? undefined : String(key))}
        {...fieldError(
          problem ?? (isMissing ? t('fields.cluster.unknown') : undefined),
        )}
      />
      {clusters.error && !clusters.value && (
        <ErrorNotice
          error={clusters.error}
          title={t('fields.cluster.failed')}
          onRetry={clusters.refresh}
        />
      )}
      {chosen?.problems.map(({ code, message, hint }) => (
        <ErrorNotice
          key={`${code} ${message}`}
          status={chosen.usable ? 'warning' : 'danger'}
          error={{ code, message, hint }}
        />
      ))}
    </div>
  );
}
