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

import {
  BreadcrumbEntry,
  useApi,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Flex, Header, Skeleton } from '@backstage/ui';
import {
  isFinished,
  type Migration,
  type MigrationEvent,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { migrationRouteRef } from '../../routes';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { LiveErrorNotice } from '../ErrorNotice';
import { DetailContent } from './DetailContent';
import { listAllEvents } from './listAllEvents';

interface Details {
  migration: Migration;
  events: MigrationEvent[];
  hasMoreEvents: boolean;
}

/** One migration with its items and events, live. */
export function MigrationDetail() {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const { migrationId } = useRouteRefParams(migrationRouteRef);
  const api = useApi(directMigrationApiRef);
  const load = useCallback(
    async (signal: AbortSignal): Promise<Details> => {
      const [migration, { events, hasMore }] = await Promise.all([
        api.getMigration(migrationId, { signal }),
        listAllEvents(api, migrationId, signal),
      ]);
      return { migration, events, hasMoreEvents: hasMore };
    },
    [api, migrationId],
  );
  const { value, error, refresh } = useLive({
    load,
    isChanging: ({ migration }) => !isFinished(migration.state),
    isRelevant: signal => signal.migrationId === migrationId,
  });

  const title = value?.migration.planName ?? migrationId;
  return (
    <main className={readable.root}>
      <BreadcrumbEntry entry={{ label: title, href: migrationId }}>
        <Header title={title} />
      </BreadcrumbEntry>
      <Container my="4">
        <Flex direction="column" gap="4">
          <LiveErrorNotice value={value} error={error} refresh={refresh} />
          {!value && !error && (
            <Flex
              direction="column"
              gap="3"
              role="group"
              aria-busy="true"
              aria-label={t('detail.loading')}
            >
              <Skeleton height={120} />
              <Skeleton height={240} />
            </Flex>
          )}
          {value && <DetailContent {...value} onChange={refresh} />}
        </Flex>
      </Container>
    </main>
  );
}
