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
import { Text } from '@backstage/ui';
import type { Item } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ReactNode } from 'react';
import { usePhaseName } from '../../hooks/usePhaseName';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { ProgressBar } from '../ProgressBar';
import { StateLabel } from '../StateLabel';
import { TagList, tagsOf } from '../TagList';
import styles from './ItemTable.module.css';

/** Props of {@link ItemRows}. */
export interface ItemRowsProps {
  item: Item;
  renderActions?: (item: Item) => ReactNode;
}

/** An item, and below it why it waits or has failed. */
export function ItemRows(props: ItemRowsProps) {
  const { item, renderActions } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const phaseName = usePhaseName();
  const hasProgress = item.kind === 'volume' || item.kind === 'image';
  // A cutover has each volume twice.
  const pass = (['warm', 'final'] as const).find(step => step === item.step);
  const waits = !item.error && item.waitingFor;
  return (
    <tbody className={styles.item}>
      <tr>
        <th scope="row" data-column="name">
          {item.name}
          {pass && (
            <Text as="p" variant="body-small" color="secondary">
              {t(`step.name.${pass}`)}
            </Text>
          )}
        </th>
        <td data-column="state">
          <StateLabel state={item.state} />
          {item.phase && item.state === 'running' && (
            <Text as="p" variant="body-small" color="secondary">
              {phaseName(item.phase)}
            </Text>
          )}
        </td>
        <td data-column="progress">
          {hasProgress ? (
            <ProgressBar
              label={t('progress.item', { name: item.name })}
              state={item.state}
              progress={item.progress}
              unit={item.kind === 'image' ? 'blobs' : 'files'}
            />
          ) : (
            '–'
          )}
        </td>
        <td data-column="attempts">
          <span className={styles.only} aria-hidden="true">
            {t('item.columns.attempts')}{' '}
          </span>
          {item.attempts}
        </td>
        <td data-column="actions">{renderActions?.(item)}</td>
      </tr>
      {(waits || item.error || tagsOf(item)) && (
        <tr>
          <td colSpan={5} data-column="note">
            <TagList item={item} />
            {waits && (
              <Text as="p" variant="body-small" color="secondary">
                {t('item.waitingFor', { cause: item.waitingFor! })}
              </Text>
            )}
            {item.error && (
              <ErrorNotice
                error={item.error}
                status={
                  item.state === 'partiallyFailed' || item.state === 'running'
                    ? 'warning'
                    : 'danger'
                }
              />
            )}
          </td>
        </tr>
      )}
    </tbody>
  );
}
