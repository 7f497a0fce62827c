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
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  directMigrationMigrationCancelPermission,
  type Item,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiDeleteBinLine } from '@remixicon/react';
import { formatTime } from '../../format';
import { useAction } from '../../hooks/useAction';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { ConfirmDialog } from '../RunActions';

/** Props of {@link RemoveKept}. */
export interface RemoveKeptProps {
  item: Item;
  onRemove: () => Promise<unknown>;
}

/** Until when a failed item keeps what it made in the clusters, and a button that removes it now, for who may. */
export function RemoveKept({ item, onRemove }: RemoveKeptProps) {
  const { keptUntil, migrationId, name } = item;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const remove = useAction(onRemove);
  const { allowed } = usePermission({
    permission: directMigrationMigrationCancelPermission,
    resourceRef: migrationId,
  });
  if (!keptUntil) {
    return null;
  }
  const isDue = Date.parse(keptUntil) <= Date.now();
  return (
    <Flex direction="column" gap="1" align="start">
      <Text variant="body-small" color="secondary">
        {isDue
          ? t('kept.removing')
          : t('kept.until', { time: formatTime(keptUntil, locale) })}
      </Text>
      {allowed && !isDue && (
        <ConfirmDialog
          title={t('kept.title', { name })}
          body={t('kept.body')}
          yes={t('kept.yes')}
          no={t('kept.no')}
          onConfirm={remove.run}
        >
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiDeleteBinLine />}
            isPending={remove.isPending}
            aria-label={t('kept.removeOf', { name })}
          >
            {t('kept.remove')}
          </Button>
        </ConfirmDialog>
      )}
      {remove.error && (
        <ErrorNotice error={remove.error} title={t('error.action')} />
      )}
    </Flex>
  );
}
