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
import { Button, Flex } from '@backstage/ui';
import type { Item } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useState, type ReactNode } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import { ItemRows } from './ItemRows';
import styles from './ItemTable.module.css';

/** As many rows as are read without looking for one. */
const FIRST_ROWS = 50;

/** Props of {@link ItemTable}. */
export interface ItemTableProps {
  /** What it is a table of. */
  label: string;
  items: Item[];
  renderActions?: (item: Item) => ReactNode;
}

/** Items with progress, rate, time left, attempts and state; what stands in the way is told below its row. */
export function ItemTable(props: ItemTableProps) {
  const { label, items, renderActions } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, FIRST_ROWS);
  const columns = ['name', 'state', 'progress', 'attempts'] as const;
  return (
    <Flex direction="column" gap="3">
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col" data-column={column}>
                {t(`item.columns.${column}`)}
              </th>
            ))}
            <th scope="col" data-column="actions">
              {t('item.columns.actions')}
            </th>
          </tr>
        </thead>
        {shown.map(item => (
          <ItemRows key={item.id} item={item} renderActions={renderActions} />
        ))}
      </table>
      {shown.length < items.length && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setIsWhole(true)}
          >
            {t('item.showAll', { number: String(items.length) })}
          </Button>
        </div>
      )}
    </Flex>
  );
}
