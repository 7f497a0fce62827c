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
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import {
  confirmationOf,
  isFinished,
  type Item,
  type Migration,
  type MigrationEvent,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ReactNode } from 'react';
import { directMigrationApiRef } from '../../api';
import { directMigrationTranslationRef } from '../../translation';
import { EventList } from '../EventList';
import { ImageReferences } from '../ImageReferences';
import { ItemTable } from '../ItemTable';
import { LogDialog } from '../LogDialog';
import { MigrationFacts } from '../MigrationFacts';
import { MigrationStatus } from '../MigrationStatus';
import { RemoveKept } from '../RemoveKept';
import { ReportButtons } from '../ReportButtons';
import { RunActions } from '../RunActions';
import { StepPipeline } from '../StepPipeline';
import { ThroughputChart } from '../ThroughputChart';

/** Props of {@link DetailContent}. */
export interface DetailContentProps {
  migration: Migration;
  events: MigrationEvent[];
  hasMoreEvents: boolean;
  onChange: () => void;
}

/** All there is to know of a migration, what needs a person first. */
export function DetailContent(props: DetailContentProps) {
  const { migration, events, hasMoreEvents, onChange } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const confirm = confirmationOf(migration);

  const renderItemActions = (item: Item) => (
    <Flex direction="column" gap="1" align="start">
      {migration.items.length > 1 && (
        <RunActions
          name={item.name}
          itemOf={migration.type}
          state={item.state}
          migrationId={migration.id}
          onCancel={() =>
            api
              .cancelItem(migration.id, item.id, { confirm: 'cancel' })
              .then(onChange)
          }
          retryConfirmation={itemConfirmation(item)}
          onRetry={() =>
            api
              .retryItem(migration.id, item.id, {
                confirm: itemConfirmation(item),
              })
              .then(onChange)
          }
        />
      )}
      <LogDialog item={item} />
      <RemoveKept
        item={item}
        onRemove={() =>
          api
            .removeKept(migration.id, item.id, { confirm: 'removeKept' })
            .then(onChange)
        }
      />
    </Flex>
  );
  const tables = [
    [t('detail.others'), migration.items.filter(isOther)],
    [
      t('detail.volumes'),
      migration.items.filter(({ kind }) => kind === 'volume'),
    ],
    [
      t('detail.images'),
      migration.items.filter(({ kind }) => kind === 'image'),
    ],
  ] as const;

  return (
    <>
      <Section>
        <MigrationFacts migration={migration} />
        <MigrationStatus migration={migration} />
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
          {isFinished(migration.state) && (
            <>
              <ReportButtons migration={migration} />
              <ImageReferences migration={migration} />
            </>
          )}
        </RunActions>
      </Section>
      <Section title={t('detail.steps')}>
        <StepPipeline migration={migration} />
      </Section>
      {tables.map(
        ([title, items]) =>
          items.length > 0 && (
            <Section key={title} title={title}>
              <ItemTable
                label={title}
                items={items}
                renderActions={renderItemActions}
              />
            </Section>
          ),
      )}
      <ThroughputChart migration={migration} />
      <Section title={t('detail.events')}>
        <EventList events={events} items={migration.items} />
        {hasMoreEvents && (
          <Text as="p" variant="body-small" color="secondary">
            {t('detail.moreEvents', { number: String(events.length) })}
          </Text>
        )}
      </Section>
    </>
  );
}

/** What is deleted once more has to be confirmed once more. */
function itemConfirmation({ step }: Item): 'deleteTargetVolumes' | undefined {
  return step === 'deleteTarget' ? 'deleteTargetVolumes' : undefined;
}

function isOther({ kind }: Item): boolean {
  return kind !== 'volume' && kind !== 'image';
}

function Section(props: { title?: string; children: ReactNode }) {
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="4">
          {props.title && (
            <Text as="h3" variant="title-x-small">
              {props.title}
            </Text>
          )}
          {props.children}
        </Flex>
      </CardBody>
    </Card>
  );
}
