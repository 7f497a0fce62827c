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
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Table, Text } from '@backstage/ui';
import {
  isFinished,
  type Migration,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback, useState } from 'react';
import { directMigrationApiRef } from '../../api';
import { useCursorPaging } from '../../hooks/useCursorPaging';
import { useElementWidth } from '../../hooks/useElementWidth';
import { useFirstMoment } from '../../hooks/useFirstMoment';
import { useLive } from '../../hooks/useLive';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { LiveErrorNotice } from '../ErrorNotice';
import { NewMigrationLink } from '../NewMigrationLink';
import { useRunColumns } from '../MigrationList';
import { PlanList } from './PlanList';

/** Props of {@link EntityMigrationsTab}. */
export interface EntityMigrationsTabProps {
  /** Entity ref of the software template to offer. */
  template?: string;
}

/** The plans of an entity, to be staged, cut over or rolled back, and all of its runs. */
export function EntityMigrationsTab(props: EntityMigrationsTabProps) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const entityRef = stringifyEntityRef(useEntity().entity);
  const api = useApi(directMigrationApiRef);
  const { ref, width: room } = useElementWidth<HTMLDivElement>(Infinity);
  const columns = useRunColumns({ room, isOfOneEntity: true });
  const [cursor, setCursor] = useState<string>();
  const { pageSize, pagination } = useCursorPaging(cursor, setCursor);

  const load = useCallback(
    async (signal: AbortSignal) => {
      const { items, pageInfo } = await api.listMigrations(
        { entityRef, limit: pageSize, cursor },
        { signal },
      );
      return { items, nextCursor: pageInfo.nextCursor };
    },
    [api, cursor, entityRef, pageSize],
  );
  const { value, error, refresh } = useLive({ load, isChanging });
  const isFirstMoment = useFirstMoment(!value && !error);

  return (
    <Flex direction="column" gap="4" className={readable.root}>
      <Flex justify="between" align="center" gap="2">
        <Text as="h2" variant="title-small">
          {t('plan.title')}
        </Text>
        <NewMigrationLink entityRef={entityRef}>
          {t('list.start')}
        </NewMigrationLink>
      </Flex>
      <PlanList
        entityRef={entityRef}
        template={props.template}
        onStarted={refresh}
      />
      <Text as="h2" variant="title-small">
        {t('page.tabs.runs')}
      </Text>
      <LiveErrorNotice value={value} error={error} refresh={refresh} />
      <div ref={ref}>
        {(value || !error) && !isFirstMoment && (
          <Table
            columnConfig={columns.map(column => ({
              ...column,
              isSortable: false,
            }))}
            data={value?.items}
            isPending={!value}
            pagination={pagination(value?.nextCursor)}
            emptyState={<Text color="secondary">{t('plan.noRuns')}</Text>}
          />
        )}
      </div>
    </Flex>
  );
}

function isChanging(value: { items: Migration[] }): boolean {
  return value.items.some(({ state }) => !isFinished(state));
}
