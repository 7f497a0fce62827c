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
import {
  isFinished,
  type Item,
  type ItemLogs,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback, useEffect, useRef } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { LogView } from './LogView';

/** Props of {@link LogText}. */
export interface LogTextProps {
  item: Item;
  /** All of them without it. */
  attempt?: number;
  /** Whether to look for more, and to scroll to it. */
  isFollowed: boolean;
}

/** Reads the log again and again while it is followed, and once more when that, or the item, has ended. */
export function LogText(props: LogTextProps) {
  const { item, attempt, isFollowed } = props;
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
  const seen = useRef({ isFollowed, state: item.state });
  useEffect(() => {
    const before = seen.current;
    seen.current = { isFollowed, state: item.state };
    if (before.isFollowed !== isFollowed || before.state !== item.state) {
      refresh();
    }
  }, [isFollowed, item.state, refresh]);

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
      {value?.problems.map(problem => (
        <ErrorNotice
          key={problem.message}
          error={problem}
          status="warning"
          title={t('log.incomplete')}
        />
      ))}
      {value === undefined && !error && <Skeleton height={240} />}
      {value && (
        <Text as="p" role="status" color="secondary">
          {t(`log.status.${statusOf(value, isFinished(item.state))}`)}
        </Text>
      )}
      {value && value.logs.length > 0 && (
        <LogView
          label={t('log.title', { name: item.name })}
          logs={value.logs}
          isFollowed={isFollowed}
        />
      )}
    </>
  );
}

function statusOf({ logs, problems }: ItemLogs, isOver: boolean) {
  if (isOver) {
    return logs.length ? 'ended' : 'nothing';
  }
  if (logs.some(({ live }) => live)) {
    return 'live';
  }
  // What cannot be read may be running.
  return problems.length ? 'unknown' : 'waiting';
}
