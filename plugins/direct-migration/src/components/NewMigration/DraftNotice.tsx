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
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Text,
} from '@backstage/ui';
import { useState } from 'react';
import { formatTime } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import readable from '../../styles/readable.module.css';
import dialog from '../../styles/dialog.module.css';
import { directMigrationTranslationRef } from '../../translation';
import type { DraftHandle } from './useDraft';

/** Says that one goes on where one was, and lets one begin anew; says too when nothing can be kept. */
export function DraftNotice(props: {
  handle: DraftHandle;
  onDiscard: () => void;
}) {
  const { draft, isRestored, isUnsaved } = props.handle;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const [isAsking, setIsAsking] = useState(false);
  if (isUnsaved) {
    return (
      <Alert
        role="status"
        status="warning"
        icon
        title={t('wizard.draft.unsaved')}
      />
    );
  }
  if (!isRestored || !draft) {
    return null;
  }
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={
        draft.savedAt
          ? t('wizard.draft.restored', {
              time: formatTime(draft.savedAt, locale),
            })
          : t('wizard.draft.restoredSomeTime')
      }
      customActions={
        <DialogTrigger isOpen={isAsking} onOpenChange={setIsAsking}>
          <Button size="small" variant="tertiary">
            {t('wizard.draft.discard')}
          </Button>
          <Dialog width={420} className={readable.root}>
            <DialogHeader>{t('wizard.draft.discardTitle')}</DialogHeader>
            <DialogBody>
              <Text as="p">{t('wizard.draft.discardBody')}</Text>
            </DialogBody>
            <DialogFooter className={dialog.footer}>
              <Button variant="secondary" slot="close">
                {t('wizard.draft.keep')}
              </Button>
              <Button
                variant="primary"
                destructive
                className={readable.destructive}
                onPress={() => {
                  setIsAsking(false);
                  props.onDiscard();
                }}
              >
                {t('wizard.draft.discard')}
              </Button>
            </DialogFooter>
          </Dialog>
        </DialogTrigger>
      }
    />
  );
}
