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
import { Flex, Text, VisuallyHidden } from '@backstage/ui';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { percentOf, ProgressBar } from '../ProgressBar';
import { StateLabel } from '../StateLabel';

/** State and total progress of a migration; changes of state are announced politely. */
export function MigrationStatus(props: { migration: Migration }) {
  const { migration } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const name = migration.planName;
  const state = t(`state.${migration.state}`);
  const percent = percentOf(migration.state, migration.progress);
  // In quarters: every percent would talk without end.
  const quarter = percent === undefined ? 0 : Math.floor(percent / 25) * 25;
  const announcement =
    migration.state === 'running' && quarter > 0
      ? t('progress.announcePercent', {
          name,
          state,
          percent: new Intl.NumberFormat(locale, { style: 'percent' }).format(
            quarter / 100,
          ),
        })
      : t('progress.announce', { name, state });

  return (
    <Flex direction="column" gap="2">
      <Flex justify="between" align="center" gap="3">
        <Text variant="body-medium" color="secondary">
          {t(`type.${migration.type}`)}
        </Text>
        <StateLabel state={migration.state} />
      </Flex>
      <ProgressBar
        label={t('progress.total', { name })}
        state={migration.state}
        progress={migration.progress}
        unit={unitOf(migration)}
        isLarge
      />
      {migration.error && <ErrorNotice error={migration.error} />}
      <VisuallyHidden role="status" aria-live="polite">
        {announcement}
      </VisuallyHidden>
    </Flex>
  );
}

/** What the total counts: volumes have files, images have blobs. */
function unitOf({ items }: Migration): 'files' | 'blobs' | 'both' {
  const hasImages = items.some(({ kind }) => kind === 'image');
  if (!hasImages) {
    return 'files';
  }
  return items.some(({ kind }) => kind === 'volume') ? 'both' : 'blobs';
}
