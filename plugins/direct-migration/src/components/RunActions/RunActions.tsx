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
import { Button, Flex } from '@backstage/ui';
import {
  directMigrationMigrationCancelPermission,
  directMigrationMigrationRetryPermission,
  type MigrationConfirmation,
  type MigrationType,
  type State,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiRefreshLine, RiStopCircleLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { useAction } from '../../hooks/useAction';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { ConfirmDialog } from './ConfirmDialog';

/** Props of {@link RunActions}. */
export interface RunActionsProps {
  /** Of the migration or item. */
  name: string;
  state: State;
  /** Whose permissions decide. */
  migrationId: string;
  /** Of an item: the type of its migration, which decides what becomes of the others. */
  itemOf?: MigrationType;
  onCancel: () => Promise<unknown>;
  onRetry: () => Promise<unknown>;
  /** What has to be confirmed before a retry, if anything. */
  retryConfirmation?: MigrationConfirmation;
  /** Further actions, before these. */
  children?: ReactNode;
}

/**
 * Cancel while it runs, after a question; Retry once it has failed, after one where that stops or deletes something. Each
 * only for who may.
 */
export function RunActions(props: RunActionsProps) {
  const { name, state, migrationId, onCancel, onRetry, children } = props;
  const { itemOf, retryConfirmation } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const cancel = useAction(onCancel);
  const retry = useAction(onRetry);
  const error = cancel.error ?? retry.error;

  const mayCancel = usePermission({
    permission: directMigrationMigrationCancelPermission,
    resourceRef: migrationId,
  });
  const mayRetry = usePermission({
    permission: directMigrationMigrationRetryPermission,
    resourceRef: migrationId,
  });

  const isCancelable =
    mayCancel.allowed && (state === 'queued' || state === 'running');
  const isRetryable =
    mayRetry.allowed &&
    (state === 'failed' || state === 'partiallyFailed' || state === 'canceled');

  const retryButton = (onPress?: () => void) => (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiRefreshLine />}
      isPending={retry.isPending}
      aria-label={t('action.retryOf', { name })}
      onPress={onPress}
    >
      {t('action.retry')}
    </Button>
  );

  if (!children && !isCancelable && !isRetryable && !error) {
    return null;
  }
  return (
    <Flex direction="column" gap="2">
      <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
        {children}
        {isCancelable && (
          <ConfirmDialog
            title={t('action.confirm.title', { name })}
            body={
              itemOf
                ? t(`action.confirmItem.${itemOf}`)
                : t('action.confirm.body')
            }
            yes={itemOf ? t('action.confirmItem.yes') : t('action.confirm.yes')}
            no={t('action.confirm.no')}
            onConfirm={cancel.run}
          >
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiStopCircleLine />}
              isPending={cancel.isPending}
              aria-label={t('action.cancelOf', { name })}
            >
              {t('action.cancel')}
            </Button>
          </ConfirmDialog>
        )}
        {isRetryable &&
          (retryConfirmation ? (
            <ConfirmDialog
              title={t('action.confirmRetry.title', { name })}
              body={t(`action.confirmRetry.${retryConfirmation}`)}
              yes={t('action.retry')}
              no={t('action.confirmRetry.no')}
              onConfirm={retry.run}
            >
              {retryButton()}
            </ConfirmDialog>
          ) : (
            retryButton(retry.run)
          ))}
      </Flex>
      {error && <ErrorNotice error={error} title={t('error.action')} />}
    </Flex>
  );
}
