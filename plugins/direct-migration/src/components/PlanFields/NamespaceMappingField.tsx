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
import { Button, Text } from '@backstage/ui';
import type {
  NamespaceMapping,
  PlanProblem,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiAddLine } from '@remixicon/react';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { NamespaceRow } from './NamespaceRow';
import styles from './PlanFields.module.css';
import { problemAt } from './problemAt';

/** Props of {@link NamespaceMappingField}. @public */
export interface NamespaceMappingFieldProps {
  /** What it is a list of, for assistive technology. */
  label: string;
  sourceCluster: string;
  /** Whose namespaces tell whether the target is there already. */
  targetCluster?: string;
  value: NamespaceMapping[];
  onChange: (value: NamespaceMapping[]) => void;
  problems: readonly PlanProblem[];
  isDisabled?: boolean;
}

/** Which namespace of the source becomes which of the target. Can be typed where the clusters cannot be asked. @public */
export function NamespaceMappingField(props: NamespaceMappingFieldProps) {
  const { sourceCluster, targetCluster, value, onChange, problems } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const source = useNamespaceNames(sourceCluster);
  const target = useNamespaceNames(targetCluster);
  const general = problemAt(problems, 'namespaces');
  const rows = value.length ? value : [{ source: '', target: '' }];
  const replace = (index: number, next: NamespaceMapping | undefined) =>
    onChange(rows.flatMap((row, i) => (i === index ? next ?? [] : [row])));

  return (
    <div
      role="group"
      aria-label={props.label}
      className={`${styles.field} ${readable.root}`}
    >
      {source.error && (
        <ErrorNotice
          status="warning"
          error={source.error}
          title={t('fields.namespace.failed')}
          onRetry={source.refresh}
        />
      )}
      <ul className={styles.list}>
        {rows.map((mapping, index) => (
          // Rows have no other identity: two may be the same while they are typed.
          <NamespaceRow
            key={index} // eslint-disable-line react/no-array-index-key
            index={index}
            mapping={mapping}
            sources={source.value}
            isLoading={!source.value && !source.error}
            targets={target.value}
            problems={problems}
            isDisabled={props.isDisabled}
            onChange={next => replace(index, next)}
            onRemove={
              value.length > 1 ? () => replace(index, undefined) : undefined
            }
          />
        ))}
      </ul>
      {general && (
        <Text as="p" variant="body-small" color="danger">
          {general}
        </Text>
      )}
      <div>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          isDisabled={props.isDisabled}
          onPress={() => onChange([...rows, { source: '', target: '' }])}
        >
          {t('fields.namespace.add')}
        </Button>
      </div>
    </div>
  );
}

function useNamespaceNames(cluster: string | undefined) {
  const api = useApi(directMigrationApiRef);
  const load = useCallback(
    async (signal: AbortSignal) =>
      cluster
        ? (await api.listNamespaces(cluster, { signal }))
            .map(({ name }) => name)
            .sort()
        : undefined,
    [api, cluster],
  );
  return useLive({ load, isChanging: never, isRelevant: never });
}

function never() {
  return false;
}
