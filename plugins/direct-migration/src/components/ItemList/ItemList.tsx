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
import {
  RiHardDrive2Line,
  RiStackLine,
  RiStopCircleLine,
} from '@remixicon/react';
import type { ReactNode } from 'react';
import { usePhaseName } from '../../hooks/usePhaseName';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { ProgressBar } from '../ProgressBar';
import { StateLabel } from '../StateLabel';
import styles from './ItemList.module.css';

const ICONS = {
  volume: RiHardDrive2Line,
  image: RiStackLine,
  workload: RiStopCircleLine,
};

/** Props of {@link ItemList}. */
export interface ItemListProps {
  items: Item[];
  renderActions?: (item: Item) => ReactNode;
}

/** Every item of a migration with its state, progress and error. */
export function ItemList(props: ItemListProps) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const phaseName = usePhaseName();
  return (
    <ul className={styles.list}>
      {props.items.map(item => {
        const Icon = ICONS[item.kind];
        const notes = [
          item.state === 'running' && item.phase && phaseName(item.phase),
          !item.error &&
            item.waitingFor &&
            t('item.waitingFor', { cause: item.waitingFor }),
          item.attempts > 1 &&
            !item.error &&
            t('item.attempt', { number: String(item.attempts) }),
        ].filter(Boolean);
        return (
          <li key={item.id} className={styles.item}>
            <div className={styles.head}>
              <Icon className={styles.icon} aria-hidden="true" />
              <span className={styles.name}>
                <Text variant="body-small" color="secondary">
                  {t(`kind.${item.kind}`)}
                </Text>{' '}
                <Text variant="body-medium">{item.name}</Text>
              </span>
              <StateLabel state={item.state} />
            </div>
            {item.kind !== 'workload' && (
              <ProgressBar
                label={t('progress.item', { name: item.name })}
                state={item.state}
                progress={item.progress}
                unit={item.kind === 'image' ? 'blobs' : 'files'}
              />
            )}
            {notes.length > 0 && (
              <Text as="p" variant="body-small" color="secondary">
                {notes.join(' · ')}
              </Text>
            )}
            {item.error && (
              <div className={styles.error}>
                <ErrorNotice
                  error={item.error}
                  status={
                    item.state === 'partiallyFailed' || item.state === 'running'
                      ? 'warning'
                      : 'danger'
                  }
                />
              </div>
            )}
            {props.renderActions?.(item)}
          </li>
        );
      })}
    </ul>
  );
}
