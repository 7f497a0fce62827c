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
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Flex,
  Switch,
} from '@backstage/ui';
import {
  isFinished,
  type Item,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiDownloadLine, RiFileTextLine } from '@remixicon/react';
import { useState } from 'react';
import { directMigrationApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { saveBlob } from '../../saveBlob';
import readable from '../../styles/readable.module.css';
import dialog from '../../styles/dialog.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { FilterSelect } from '../FilterBar';
import { LogText } from './LogText';

/** A button that opens what the pods of an item wrote: of one attempt or of all, followed while it runs. */
export function LogDialog(props: { item: Item }) {
  const { item } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const [isOpen, setIsOpen] = useState(false);
  const [attempt, setAttempt] = useState<number>();
  const [isFollowed, setIsFollowed] = useState(true);
  const isRunning = !isFinished(item.state);
  const api = useApi(directMigrationApiRef);
  const download = useAction(async () =>
    saveBlob(
      await api.exportItemLogs(item.migrationId, item.id),
      `migration-${item.id}.log`,
    ),
  );

  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiFileTextLine />}
        aria-label={t('log.openOf', { name: item.name })}
      >
        {t('log.open')}
      </Button>
      <Dialog width={960} className={readable.root}>
        <DialogHeader>{t('log.title', { name: item.name })}</DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="3">
            <Flex gap="4" align="end" style={{ flexWrap: 'wrap' }}>
              {item.attempts > 1 && (
                <FilterSelect
                  label={t('log.attempt')}
                  anyLabel={t('log.allAttempts')}
                  value={attempt === undefined ? undefined : String(attempt)}
                  options={Array.from(
                    { length: item.attempts },
                    (_, index) => ({
                      id: String(index + 1),
                      label: String(index + 1),
                    }),
                  )}
                  onChange={value =>
                    setAttempt(value === undefined ? undefined : Number(value))
                  }
                />
              )}
              {isRunning && (
                <Switch
                  label={t('log.follow')}
                  isSelected={isFollowed}
                  onChange={setIsFollowed}
                />
              )}
            </Flex>
            <LogText
              item={item}
              attempt={attempt}
              isFollowed={isRunning && isFollowed}
            />
            {download.error && (
              <ErrorNotice error={download.error} title={t('error.action')} />
            )}
          </Flex>
        </DialogBody>
        <DialogFooter className={dialog.footer}>
          <Button
            variant="secondary"
            iconStart={<RiDownloadLine />}
            isPending={download.isPending}
            onPress={download.run}
          >
            {t('log.download')}
          </Button>
          <Button variant="primary" slot="close">
            {t('log.close')}
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}
