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
import { Button } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import styles from './FilterBar.module.css';

/** Props of {@link FilterBar}. */
export interface FilterBarProps {
  /** Whether there is something to clear. */
  isFiltered: boolean;
  onClear: () => void;
  children: ReactNode;
}

/** The filters of a list, side by side as far as there is room. */
export function FilterBar(props: FilterBarProps) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return (
    <div role="search" aria-label={t('filter.label')} className={styles.root}>
      {props.children}
      <div className={styles.clear}>
        <Button
          variant="tertiary"
          size="small"
          iconStart={<RiCloseLine />}
          isDisabled={!props.isFiltered}
          onPress={props.onClear}
        >
          {t('filter.clear')}
        </Button>
      </div>
    </div>
  );
}
