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
import { Button, Dialog, DialogHeader, DialogTrigger } from '@backstage/ui';
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiLinksLine } from '@remixicon/react';
import { useState } from 'react';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { ImageReferencesContent } from './ImageReferencesContent';

/** Offers what the workloads of the source say of the images that were copied, and what to say in the target; nothing without images. */
export function ImageReferences(props: { migration: Migration }) {
  const { migration } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const [isOpen, setIsOpen] = useState(false);
  if (!migration.items.some(({ kind }) => kind === 'image')) {
    return null;
  }
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <Button size="small" variant="secondary" iconStart={<RiLinksLine />}>
        {t('images.references.open')}
      </Button>
      <Dialog width={860} className={readable.root}>
        <DialogHeader>{t('images.references.title')}</DialogHeader>
        {isOpen && <ImageReferencesContent migrationId={migration.id} />}
      </Dialog>
    </DialogTrigger>
  );
}
