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
import { Button } from '@backstage/ui';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiDownloadLine } from '@remixicon/react';
import { directMigrationApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { saveBlob } from '../../saveBlob';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';

/** What was moved and how that was proved, as a file for people and as one for programs. */
export function ReportButtons(props: { migration: Migration }) {
  const { id } = props.migration;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const csv = useAction(async () =>
    saveBlob(await api.exportReport(id), `migration-${id}.csv`),
  );
  const json = useAction(async () => {
    const report = JSON.stringify(await api.getReport(id), undefined, 2);
    saveBlob(
      new Blob([report], { type: 'application/json' }),
      `migration-${id}.json`,
    );
  });
  const error = csv.error ?? json.error;

  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        isPending={csv.isPending}
        onPress={csv.run}
      >
        {t('report.csv')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        isPending={json.isPending}
        onPress={json.run}
      >
        {t('report.json')}
      </Button>
      {error && <ErrorNotice error={error} title={t('error.action')} />}
    </>
  );
}
