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

import { Select } from '@backstage/ui';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { directMigrationTranslationRef } from '../../translation';

const ANY = 'any';

/** Props of {@link FilterSelect}. */
export interface FilterSelectProps {
  label: string;
  /** What no value means; any of them without it. */
  anyLabel?: string;
  value: string | undefined;
  options: ReadonlyArray<{ id: string; label: string }>;
  onChange: (value: string | undefined) => void;
  /** With a field to search in the options. */
  isSearchable?: boolean;
}

/** One value of several, or any. A value that is not among the options, by a link for example, is one too. */
export function FilterSelect(props: FilterSelectProps) {
  const { label, anyLabel, value, options, onChange, isSearchable } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const isKnown = !value || options.some(({ id }) => id === value);
  return (
    <Select
      size="small"
      label={label}
      options={[
        { id: ANY, label: anyLabel ?? t('filter.any') },
        ...(isKnown ? [] : [{ id: value, label: value }]),
        ...options,
      ]}
      value={value ?? ANY}
      onChange={key => onChange(key === ANY ? undefined : String(key))}
      {...(isSearchable && { search: { placeholder: t('filter.search') } })}
    />
  );
}
