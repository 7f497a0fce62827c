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

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import type { Item } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback, useEffect, useRef } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import styles from './LogText.module.css';

/** Props of {@link LogText}. */
export interface LogTextProps {
  item: Item;
  /** All of them without it. */
  attempt?: number;
  /** Whether to look for more, and to scroll to it. */
  isFollowed: boolean;
  onText: (text: string) => void;
}

/** The log of an item. */
export function LogText(props: LogTextProps) {
  const { item, attempt, isFollowed, onText } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      api.getItemLogs(item.migrationId, item.id, { attempt }, { signal }),
    [api, attempt, item.id, item.migrationId],
  );
  const { value, error, refresh } = useLive({
    load,
    isChanging: () => isFollowed,
    isRelevant: signal => isFollowed && signal.migrationId === item.migrationId,
  });
  const element = useRef<HTMLPreElement>(null);
  useEffect(() => {
    onText(value ?? '');
    if (isFollowed && element.current) {
      element.current.scrollTop = element.current.scrollHeight;
    }
  }, [isFollowed, onText, value]);
  useEffect(() => {
    if (isFollowed) {
      refresh();
    }
  }, [isFollowed, refresh]);

  return (
    <>
      {error && (
        <ErrorNotice
          error={error}
          status={value === undefined ? 'danger' : 'warning'}
          title={t('error.request')}
          onRetry={refresh}
        />
      )}
      {value === undefined && !error && <Skeleton height={240} />}
      {value === '' && (
        <Text as="p" color="secondary">
          {t('log.empty')}
        </Text>
      )}
      {value && (
        // Who has no pointer must be able to scroll it.
        <pre
          ref={element}
          className={styles.log}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label={t('log.title', { name: item.name })}
        >
          {value}
        </pre>
      )}
    </>
  );
}
