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
  useApi,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Card,
  CardBody,
  Container,
  Flex,
  Header,
  Skeleton,
  Text,
} from '@backstage/ui';
import {
  isFinished,
  type Item,
  type Migration,
  type MigrationEvent,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { migrationRouteRef } from '../../routes';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { EventList } from '../EventList';
import { ItemList } from '../ItemList';
import { MigrationFacts } from '../MigrationFacts';
import { MigrationStatus } from '../MigrationStatus';
import { RunActions } from '../RunActions';
import { listAllEvents } from './listAllEvents';
import styles from './MigrationDetail.module.css';

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

  return (
    <>
      <Header title={value?.migration.planName ?? migrationId} />
      <Container my="4">
        <Flex direction="column" gap="4">
          {error && (
            <ErrorNotice
              error={error}
              status={value ? 'warning' : 'danger'}
              title={value ? t('error.stale') : t('error.request')}
              onRetry={refresh}
            />
          )}
          {!value && !error && (
            <Flex
              direction="column"
              gap="3"
              aria-busy="true"
              aria-label={t('detail.loading')}
            >
              <Skeleton height={120} />
              <Skeleton height={240} />
            </Flex>
          )}
          {value && <DetailContent details={value} onChange={refresh} />}
        </Flex>
      </Container>
    </>
  );
}

function DetailContent(props: { details: Details; onChange: () => void }) {
  const { details, onChange } = props;
  const { migration, events, hasMoreEvents } = details;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);

  const renderItemActions = (item: Item) =>
    migration.items.length > 1 && (
      <div className={styles.itemActions}>
        <RunActions
          name={item.name}
          state={item.state}
          onCancel={() => api.cancelItem(migration.id, item.id).then(onChange)}
          onRetry={() => api.retryItem(migration.id, item.id).then(onChange)}
        />
      </div>
    );

  return (
    <>
      <Card>
        <CardBody>
          <Flex direction="column" gap="4">
            <MigrationFacts migration={migration} />
            <MigrationStatus migration={migration} />
            <RunActions
              name={migration.planName}
              state={migration.state}
              onCancel={() => api.cancelMigration(migration.id).then(onChange)}
              onRetry={() => api.retryMigration(migration.id).then(onChange)}
            />
          </Flex>
        </CardBody>
      </Card>
      <Card>
        <CardBody>
          <Flex direction="column" gap="4">
            <Text as="h2" variant="title-x-small">
              {t('detail.items')}
            </Text>
            <ItemList
              items={migration.items}
              renderActions={renderItemActions}
            />
          </Flex>
        </CardBody>
      </Card>
      <Card>
        <CardBody>
          <Flex direction="column" gap="4">
            <Text as="h2" variant="title-x-small">
              {t('detail.events')}
            </Text>
            <EventList events={events} items={migration.items} />
            {hasMoreEvents && (
              <Text as="p" variant="body-small" color="secondary">
                {t('detail.moreEvents', { number: String(events.length) })}
              </Text>
            )}
          </Flex>
        </CardBody>
      </Card>
    </>
  );
}
