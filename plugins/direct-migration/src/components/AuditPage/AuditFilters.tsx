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
import type { Filters } from '../../hooks/useFilters';
import { toUserRef } from '../../toUserRef';
import { directMigrationTranslationRef } from '../../translation';
import {
  ApplicationFilter,
  ClusterFilter,
  DateRangeFilter,
  FilterBar,
  FilterSelect,
  FilterText,
} from '../FilterBar';
import { AUDIT_ACTIONS } from './auditActions';

/** What entries can be filtered by. */
export const AUDIT_FILTERS = [
  'actor',
  'action',
  'result',
  'cluster',
  'entityRef',
  'migrationId',
  'from',
  'to',
  'cursor',
] as const;

const RESULTS = ['succeeded', 'refused', 'failed', 'unknown'] as const;

/** The fields to filter the audit trail by. */
export function AuditFilters(props: {
  filters: Filters<(typeof AUDIT_FILTERS)[number]>;
}) {
  const { values, set, clear, isFiltered } = props.filters;
  const { t } = useTranslationRef(directMigrationTranslationRef);

  return (
    <FilterBar isFiltered={isFiltered} onClear={clear}>
      <FilterText
        label={t('audit.filter.actor')}
        value={values.actor}
        placeholder={t('filter.userRef')}
        onChange={actor => set({ actor: toUserRef(actor) })}
      />
      <FilterSelect
        label={t('audit.filter.action')}
        value={values.action}
        options={Object.entries(AUDIT_ACTIONS).map(([id, name]) => ({
          id,
          label: t(`audit.actions.${name}`),
        }))}
        onChange={action => set({ action })}
      />
      <FilterSelect
        label={t('audit.filter.result')}
        value={values.result}
        options={RESULTS.map(id => ({ id, label: t(`audit.results.${id}`) }))}
        onChange={result => set({ result })}
      />
      <ClusterFilter
        value={values.cluster}
        onChange={cluster => set({ cluster })}
      />
      <ApplicationFilter
        value={values.entityRef}
        onChange={entityRef => set({ entityRef })}
      />
      {values.migrationId && (
        <FilterText
          label={t('audit.filter.run')}
          value={values.migrationId}
          onChange={migrationId => set({ migrationId })}
        />
      )}
      <DateRangeFilter from={values.from} to={values.to} onChange={set} />
    </FilterBar>
  );
}
