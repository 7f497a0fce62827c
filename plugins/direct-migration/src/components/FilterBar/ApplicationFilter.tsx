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
import { useEntityOptions } from '../../hooks/useEntityOptions';
import { directMigrationTranslationRef } from '../../translation';
import { FilterSelect } from './FilterSelect';

/** Applications of the catalog to filter by. */
export function ApplicationFilter(props: {
  /** Entity ref. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const options = useEntityOptions('applications');
  return (
    <FilterSelect
      isSearchable
      label={t('filter.application')}
      options={options}
      {...props}
    />
  );
}
