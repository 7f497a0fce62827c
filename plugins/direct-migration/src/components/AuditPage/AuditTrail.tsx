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
import { Button, Flex, Table } from '@backstage/ui';
import type { ListAuditOptions } from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiDownloadLine } from '@remixicon/react';
import { useCallback, useMemo } from 'react';
import { directMigrationApiRef } from '../../api';
import { endOfDay, startOfDay } from '../../dayRange';
import { useAction } from '../../hooks/useAction';
import { useCursorPaging } from '../../hooks/useCursorPaging';
import { useFilters } from '../../hooks/useFilters';
import { useFirstMoment } from '../../hooks/useFirstMoment';
import { useLive } from '../../hooks/useLive';
import { saveBlob } from '../../saveBlob';
import { directMigrationTranslationRef } from '../../translation';
import { EmptyNotice } from '../EmptyNotice';
import { ErrorNotice, LiveErrorNotice } from '../ErrorNotice';
import { AUDIT_FILTERS, AuditFilters } from './AuditFilters';
import { useAuditColumns } from './useAuditColumns';

/** The entries that match, newest first, and all of them as a file. */
export function AuditTrail() {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const columns = useAuditColumns();
  const filters = useFilters(AUDIT_FILTERS);
  const { values, set } = filters;
  const { pageSize, pagination } = useCursorPaging(values.cursor, cursor =>
    set({ cursor }),
  );

  const filter = useMemo((): ListAuditOptions => {
    const { from, to, cursor: _, result, ...rest } = values;
    return {
      ...rest,
      result: result as ListAuditOptions['result'],
      after: startOfDay(from)?.toISOString(),
      before: endOfDay(to)?.toISOString(),
    };
  }, [values]);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const { items, pageInfo } = await api.listAudit(
        { ...filter, limit: pageSize, cursor: values.cursor },
        { signal },
      );
      return { items, nextCursor: pageInfo.nextCursor };
    },
    [api, filter, pageSize, values.cursor],
  );
  const { value, error, refresh } = useLive({ load, isChanging: () => false });
  const isFirstMoment = useFirstMoment(!value && !error);

  const download = useAction(async () =>
    saveBlob(await api.exportAudit(filter), 'migration-audit.csv'),
  );

  return (
    <>
      <AuditFilters filters={filters} />
      <Flex justify="end">
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine />}
          isPending={download.isPending}
          onPress={download.run}
        >
          {t('audit.export')}
        </Button>
      </Flex>
      {download.error && (
        <ErrorNotice error={download.error} title={t('error.action')} />
      )}
      <LiveErrorNotice value={value} error={error} refresh={refresh} />
      {(value || !error) && !isFirstMoment && (
        <Table
          columnConfig={columns}
          data={value?.items}
          isPending={!value}
          pagination={pagination(value?.nextCursor)}
          emptyState={
            filters.isFiltered ? (
              <EmptyNotice
                title={t('audit.noMatch.title')}
                description={t('audit.noMatch.description')}
              />
            ) : (
              <EmptyNotice
                title={t('audit.empty.title')}
                description={t('audit.empty.description')}
              />
            )
          }
        />
      )}
    </>
  );
}
