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
import { directMigrationTranslationRef } from '../../translation';
import { FilterDate } from './FilterDate';

/** The first and the last day to filter by. */
export function DateRangeFilter(props: {
  /** Days, `2026-11-22`. */
  from?: string;
  to?: string;
  onChange: (change: { from?: string } | { to?: string }) => void;
}) {
  const { from, to, onChange } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return (
    <>
      <FilterDate
        label={t('filter.from')}
        value={from}
        onChange={value => onChange({ from: value })}
      />
      <FilterDate
        label={t('filter.to')}
        value={to}
        onChange={value => onChange({ to: value })}
      />
    </>
  );
}
