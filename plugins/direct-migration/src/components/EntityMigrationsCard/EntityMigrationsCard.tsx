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

import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { ButtonLink, Flex, Link, Skeleton, Text } from '@backstage/ui';
import {
  confirmationOf,
  isFinished,
  type Migration,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiArrowRightLine } from '@remixicon/react';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { migrationRouteRef, rootRouteRef } from '../../routes';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterPair } from '../ClusterPair';
import { EmptyNotice } from '../EmptyNotice';
import { ErrorNotice, LiveErrorNotice } from '../ErrorNotice';
import { ItemList } from '../ItemList';
import { MigrationStatus } from '../MigrationStatus';
import { RunActions } from '../RunActions';
import { RunSummary } from '../RunSummary';
import { NewMigrationLink } from '../NewMigrationLink';
import { StartLink } from '../StartLink';
import { mostTelling } from './mostTelling';

/** A card is no list of a thousand volumes. */
const MAX_ITEMS = 6;

/** Props of {@link EntityMigrationsCard}. @public */
export interface EntityMigrationsCardProps {
  /** Entity ref of the software template to offer. */
  template?: string;
}

/** The entity's latest migration, live. */
export function EntityMigrationsCard(props: EntityMigrationsCardProps) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const api = useApi(directMigrationApiRef);
  const listLink = useRouteRef(rootRouteRef);

  const load = useCallback(
    async (signal: AbortSignal) => {
      const page = await api.listMigrations(
        { entityRef, limit: 1 },
        { signal },
      );
      const latest = page.items.at(0);
      // Lists come without items.
      return {
        migration: latest && (await api.getMigration(latest.id, { signal })),
      };
    },
    [api, entityRef],
  );
  const { value, error, refresh } = useLive({ load, isChanging });

  let content;
  if (!value && error) {
    content = (
      <ErrorNotice error={error} title={t('error.request')} onRetry={refresh} />
    );
  } else if (!value) {
    content = (
      <Flex
        direction="column"
        gap="3"
        aria-busy="true"
        aria-label={t('card.loading')}
      >
        <Skeleton height={20} width="50%" />
        <Skeleton height={10} />
        <Skeleton height={16} width="70%" />
      </Flex>
    );
  } else if (!value.migration) {
    content = (
      <EmptyNotice
        title={t('card.empty.title')}
        description={t('card.empty.description')}
        action={
          <Flex gap="2" style={{ flexWrap: 'wrap' }}>
            <NewMigrationLink entityRef={entityRef}>
              {t('list.start')}
            </NewMigrationLink>
            {props.template && (
              <StartLink template={props.template} entityRef={entityRef}>
                {t('card.empty.action')}
              </StartLink>
            )}
          </Flex>
        }
      />
    );
  } else {
    content = (
      <Flex direction="column" gap="4" className={readable.root}>
        <LiveErrorNotice value={value} error={error} refresh={refresh} />
        <LatestMigration migration={value.migration} onChange={refresh} />
      </Flex>
    );
  }

  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={
        listLink &&
        value?.migration && (
          <Link
            href={`${listLink()}?entityRef=${encodeURIComponent(entityRef)}`}
            variant="body-small"
          >
            {t('card.all')}
          </Link>
        )
      }
    >
      {content}
    </EntityInfoCard>
  );
}

function isChanging(value: { migration?: Migration }): boolean {
  return value.migration !== undefined && !isFinished(value.migration.state);
}

function LatestMigration(props: {
  migration: Migration;
  onChange: () => void;
}) {
  const { migration, onChange } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const confirm = confirmationOf(migration);
  const detailLink = useRouteRef(migrationRouteRef);
  const shown = mostTelling(migration.items, MAX_ITEMS);

  return (
    <>
      <Flex direction="column" gap="1">
        <Text as="h3" variant="title-x-small">
          {migration.planName}
        </Text>
        <ClusterPair
          source={migration.sourceCluster}
          target={migration.targetCluster}
        />
      </Flex>
      <MigrationStatus migration={migration} />
      <RunSummary migration={migration} />
      <ItemList items={shown} />
      {shown.length < migration.items.length && (
        <Text as="p" variant="body-small" color="secondary">
          {t('card.more', { count: migration.items.length - shown.length })}
        </Text>
      )}
      <RunActions
        name={migration.planName}
        state={migration.state}
        migrationId={migration.id}
        onCancel={() =>
          api
            .cancelMigration(migration.id, { confirm: 'cancel' })
            .then(onChange)
        }
        retryConfirmation={confirm}
        onRetry={() =>
          api.retryMigration(migration.id, { confirm }).then(onChange)
        }
      >
        {detailLink && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={detailLink({ migrationId: migration.id })}
            iconEnd={<RiArrowRightLine />}
          >
            {t('action.details')}
          </ButtonLink>
        )}
      </RunActions>
    </>
  );
}
