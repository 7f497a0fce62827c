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
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import {
  confirmationOf,
  type MigrationOptions,
  type MigrationType,
  type Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { directMigrationApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useLive } from '../../hooks/useLive';
import { randomKey } from '../../randomKey';
import { migrationRouteRef } from '../../routes';
import readable from '../../styles/readable.module.css';
import dialog from '../../styles/dialog.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { StartOptions } from './StartOptions';
import { StartPreview } from './StartPreview';

/** As many earlier runs as are looked at for how long it may take. */
const EARLIER_RUNS = 20;

/** Props of {@link StartDialog}. */
export interface StartDialogProps {
  plan: Plan;
  type: MigrationType;
  onClose: () => void;
  /** Where there is no page of a migration to go to. */
  onStarted: () => void;
}

/** Says what a run would do, after having tried it without changing anything, and starts it if that is wanted. */
export function StartDialog(props: StartDialogProps) {
  const { plan, type, onClose, onStarted } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const detailLink = useRouteRef(migrationRouteRef);
  const navigate = useNavigate();
  // Two clicks, or a click that is sent again, are one migration.
  const [idempotencyKey] = useState(() => randomKey());
  const [options, setOptions] = useState<MigrationOptions>({});
  const chosen = useMemo(
    () => (Object.keys(options).length ? { options } : {}),
    [options],
  );

  const load = useCallback(
    async (signal: AbortSignal) => {
      const [trial, earlier] = await Promise.all([
        api.startMigration(
          { planId: plan.id, type, ...chosen, dryRun: true },
          { signal },
        ),
        api.listMigrations(
          { planId: plan.id, limit: EARLIER_RUNS },
          { signal },
        ),
      ]);
      const cutover = earlier.items.find(
        run => run.type === 'cutover' && run.state === 'succeeded',
      );
      // Lists come without steps, which say for how long the application stood still.
      const detail =
        cutover && (await api.getMigration(cutover.id, { signal }));
      return {
        trial,
        earlier: [...(detail ? [detail] : []), ...earlier.items],
      };
    },
    [api, chosen, plan.id, type],
  );
  const { value, error, refresh } = useLive({
    load,
    isChanging: () => false,
    isRelevant: () => false,
  });

  const start = useAction(async () => {
    const { id } = await api.startMigration({
      planId: plan.id,
      type,
      ...chosen,
      idempotencyKey,
      confirm: confirmationOf({ type, ...chosen }),
    });
    if (detailLink) {
      navigate(detailLink({ migrationId: id }));
    } else {
      onStarted();
    }
  });

  return (
    <Dialog
      width={640}
      className={readable.root}
      isOpen
      onOpenChange={isOpen => isOpen || onClose()}
    >
      <DialogHeader>
        {t(`start.title.${type}`, { name: plan.name })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          {error ? (
            <ErrorNotice
              error={error}
              title={t('start.notChecked')}
              onRetry={refresh}
            />
          ) : (
            <StartPreview
              plan={plan}
              type={type}
              trial={value?.trial}
              earlier={value?.earlier ?? []}
            />
          )}
          <StartOptions type={type} options={options} onChange={setOptions} />
          {start.error && (
            <ErrorNotice error={start.error} title={t('error.action')} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter className={dialog.footer}>
        <Button variant="secondary" onPress={onClose}>
          {t('start.no')}
        </Button>
        <Button
          variant="primary"
          destructive={type !== 'stage'}
          className={type === 'stage' ? undefined : readable.destructive}
          isDisabled={!value || value.trial.preflight?.blocked}
          isPending={start.isPending}
          onPress={start.run}
        >
          {t(`start.yes.${type}`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
