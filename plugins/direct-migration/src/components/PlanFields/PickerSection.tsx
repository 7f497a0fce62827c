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
import { Button, SearchField, Skeleton, Text } from '@backstage/ui';
import type { NamespaceMapping } from '@direct-migration/backstage-plugin-direct-migration-common';
import { Fragment, useState, type ReactNode } from 'react';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import styles from './PlanFields.module.css';
import type { Discovered } from './useDiscovered';

/** More than these of a namespace are shown on demand only. */
const MAX_SHOWN = 50;
/** Of so few nobody needs to search one. */
const MIN_SEARCHED = 10;

/** Props of {@link PickerSection}. */
export interface PickerSectionProps<T> {
  /** By namespace; not there while it is read. */
  found: Discovered<T>[] | undefined;
  onRetry: () => void;
  namespaces: NamespaceMapping[];
  loading: string;
  empty: string;
  nameOf: (item: T) => string;
  isSelectable: (item: T) => boolean;
  isSelected: (item: T) => boolean;
  isDisabled?: boolean;
  onSelectAll: (items: T[]) => void;
  onClearAll: (namespace: string) => void;
  /** What is chosen of the namespace although the cluster does not have it. */
  missing: (namespace: string, items: T[]) => T[];
  renderItem: (item: T) => ReactNode;
}

/** What the namespaces have, one after the other, to choose from. */
export function PickerSection<T>(props: PickerSectionProps<T>) {
  const { found, namespaces } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const [searched, setSearched] = useState('');
  const [isAllShown, setIsAllShown] = useState(false);
  if (!found) {
    return (
      <div role="group" aria-busy="true" aria-label={props.loading}>
        <Text as="p" variant="body-small" color="secondary">
          {props.loading}
        </Text>
        <Skeleton height={96} />
      </div>
    );
  }
  const total = found.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <div className={`${styles.field} ${readable.root}`}>
      {total >= MIN_SEARCHED && (
        <SearchField
          size="small"
          aria-label={t('filter.search')}
          placeholder={t('filter.search')}
          value={searched}
          onChange={setSearched}
        />
      )}
      {found.map(({ namespace, items, error }) => {
        const all = [...items, ...props.missing(namespace, items)];
        const matching = all.filter(item =>
          props.nameOf(item).includes(searched.trim()),
        );
        const selectable = matching.filter(props.isSelectable);
        const selected = all.filter(props.isSelected).length;
        const target =
          namespaces.find(({ source }) => source === namespace)?.target ?? '';
        return (
          <section key={namespace} aria-label={namespace}>
            <div className={styles.head}>
              <Text as="h4" variant="body-medium" weight="bold">
                {t('fields.namespace.pair', { namespace, target })}
              </Text>
              <Text variant="body-small" color="secondary">
                {t('fields.selected', {
                  number: String(selected),
                  total: String(all.length),
                })}
              </Text>
              {selectable.length > 0 && (
                <>
                  <Button
                    size="small"
                    variant="tertiary"
                    isDisabled={props.isDisabled}
                    aria-label={t('fields.allOf', { namespace })}
                    onPress={() => props.onSelectAll(selectable)}
                  >
                    {t('fields.all')}
                  </Button>
                  <Button
                    size="small"
                    variant="tertiary"
                    isDisabled={props.isDisabled || !selected}
                    aria-label={t('fields.noneOf', { namespace })}
                    onPress={() => props.onClearAll(namespace)}
                  >
                    {t('fields.none')}
                  </Button>
                </>
              )}
            </div>
            {error && (
              <ErrorNotice
                error={error}
                title={t('fields.failed', { namespace })}
                onRetry={props.onRetry}
              />
            )}
            {!error && !all.length && (
              <Text as="p" color="secondary">
                {props.empty}
              </Text>
            )}
            <ul className={styles.list}>
              {(isAllShown ? matching : matching.slice(0, MAX_SHOWN)).map(
                item => (
                  <Fragment key={props.nameOf(item)}>
                    {props.renderItem(item)}
                  </Fragment>
                ),
              )}
            </ul>
            {!isAllShown && matching.length > MAX_SHOWN && (
              <Button
                size="small"
                variant="secondary"
                onPress={() => setIsAllShown(true)}
              >
                {t('item.showAll', { number: String(matching.length) })}
              </Button>
            )}
          </section>
        );
      })}
    </div>
  );
}
