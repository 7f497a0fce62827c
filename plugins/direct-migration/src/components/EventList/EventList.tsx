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
import { Text, VisuallyHidden } from '@backstage/ui';
import type {
  Item,
  MigrationEvent,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  RiErrorWarningLine,
  RiCloseCircleLine,
  RiInformationLine,
} from '@remixicon/react';
import { formatTime } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import styles from './EventList.module.css';

const ICONS = {
  info: RiInformationLine,
  warn: RiErrorWarningLine,
  error: RiCloseCircleLine,
} satisfies Record<MigrationEvent['level'], unknown>;

/** Props of {@link EventList}. */
export interface EventListProps {
  events: MigrationEvent[];
  /** To name the item that an event is about. */
  items: Item[];
}

/** What happened, oldest first. */
export function EventList(props: EventListProps) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const names = new Map(props.items.map(({ id, name }) => [id, name]));
  if (!props.events.length) {
    return (
      <Text as="p" color="secondary">
        {t('detail.noEvents')}
      </Text>
    );
  }
  return (
    <ol className={styles.list}>
      {props.events.map(event => {
        const Icon = ICONS[event.level];
        const itemName = event.itemId && names.get(event.itemId);
        return (
          <li key={event.id} className={styles.event} data-level={event.level}>
            <Icon className={styles.icon} aria-hidden="true" />
            <VisuallyHidden>{t(`level.${event.level}`)}</VisuallyHidden>
            <Text
              variant="body-small"
              color="secondary"
              className={styles.time}
            >
              <time dateTime={event.time}>
                {formatTime(event.time, locale)}
              </time>
            </Text>
            <span className={styles.message}>
              <Text variant="body-medium">{event.message}</Text>
              {itemName && !event.message.includes(itemName) && (
                <>
                  {' '}
                  <Text variant="body-small" color="secondary">
                    {itemName}
                  </Text>
                </>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
