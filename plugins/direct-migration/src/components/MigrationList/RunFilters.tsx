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
import type {
  MigrationType,
  State,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useEntityOptions } from '../../hooks/useEntityOptions';
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
import { OWNED_BY_ME } from './resolveOwner';

/** What runs can be filtered and sorted by. */
export const RUN_FILTERS = [
  'state',
  'type',
  'cluster',
  'entityRef',
  'owner',
  'initiator',
  'from',
  'to',
  'orderBy',
  'order',
  'cursor',
] as const;

const STATES: State[] = [
  'queued',
  'running',
  'succeeded',
  'partiallyFailed',
  'failed',
  'canceling',
  'canceled',
];
const TYPES: MigrationType[] = ['stage', 'cutover', 'rollback'];

/** The fields to filter the list of runs by. */
export function RunFilters(props: {
  filters: Filters<(typeof RUN_FILTERS)[number]>;
}) {
  const { values, set, clear, isFiltered } = props.filters;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const groups = useEntityOptions('groups');

  return (
    <FilterBar isFiltered={isFiltered} onClear={clear}>
      <FilterSelect
        label={t('filter.state')}
        value={values.state}
        options={STATES.map(id => ({ id, label: t(`state.${id}`) }))}
        onChange={state => set({ state })}
      />
      <FilterSelect
        label={t('filter.type')}
        value={values.type}
        options={TYPES.map(id => ({ id, label: t(`type.${id}`) }))}
        onChange={type => set({ type })}
      />
      <ClusterFilter
        value={values.cluster}
        onChange={cluster => set({ cluster })}
      />
      <ApplicationFilter
        value={values.entityRef}
        onChange={entityRef => set({ entityRef, owner: undefined })}
      />
      <FilterSelect
        isSearchable
        label={t('filter.owner')}
        value={values.owner}
        options={[{ id: OWNED_BY_ME, label: t('filter.ownedByMe') }, ...groups]}
        onChange={owner => set({ owner, entityRef: undefined })}
      />
      <FilterText
        label={t('filter.initiator')}
        value={values.initiator}
        placeholder={t('filter.userRef')}
        onChange={initiator => set({ initiator: toUserRef(initiator) })}
      />
      <DateRangeFilter from={values.from} to={values.to} onChange={set} />
    </FilterBar>
  );
}
