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
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import {
  directMigrationMigrationCancelPermission,
  directMigrationMigrationRetryPermission,
  type State,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiRefreshLine, RiStopCircleLine } from '@remixicon/react';
import { useState, type ReactNode } from 'react';
import { useAction } from '../../hooks/useAction';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';

/** Props of {@link RunActions}. */
export interface RunActionsProps {
  /** Of the migration or item. */
  name: string;
  state: State;
  /** Whose permissions decide. */
  migrationId: string;
  onCancel: () => Promise<unknown>;
  onRetry: () => Promise<unknown>;
  /** Further actions, before these. */
  children?: ReactNode;
}

/** Cancel while it runs, after a question; Retry once it has failed. Each only for who may. */
export function RunActions(props: RunActionsProps) {
  const { name, state, migrationId, onCancel, onRetry, children } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const [isAsking, setIsAsking] = useState(false);
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

  if (!children && !isCancelable && !isRetryable && !error) {
    return null;
  }
  return (
    <Flex direction="column" gap="2">
      <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
        {children}
        {isCancelable && (
          <DialogTrigger isOpen={isAsking} onOpenChange={setIsAsking}>
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiStopCircleLine />}
              isPending={cancel.isPending}
              aria-label={t('action.cancelOf', { name })}
            >
              {t('action.cancel')}
            </Button>
            <Dialog width={480}>
              <DialogHeader>{t('action.confirm.title', { name })}</DialogHeader>
              <DialogBody>
                <Text as="p">{t('action.confirm.body')}</Text>
              </DialogBody>
              <DialogFooter>
                <Button variant="secondary" slot="close">
                  {t('action.confirm.no')}
                </Button>
                <Button
                  variant="primary"
                  destructive
                  className={readable.destructive}
                  onPress={() => {
                    setIsAsking(false);
                    cancel.run();
                  }}
                >
                  {t('action.confirm.yes')}
                </Button>
              </DialogFooter>
            </Dialog>
          </DialogTrigger>
        )}
        {isRetryable && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine />}
            isPending={retry.isPending}
            aria-label={t('action.retryOf', { name })}
            onPress={retry.run}
          >
            {t('action.retry')}
          </Button>
        )}
      </Flex>
      {error && <ErrorNotice error={error} title={t('error.action')} />}
    </Flex>
  );
}
