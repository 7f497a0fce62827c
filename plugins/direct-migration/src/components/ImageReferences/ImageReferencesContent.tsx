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
  DialogBody,
  DialogFooter,
  Skeleton,
  Text,
} from '@backstage/ui';
import { useCallback, useState } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { saveBlob } from '../../saveBlob';
import dialog from '../../styles/dialog.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { DataTable } from '../DataTable';
import { ErrorNotice } from '../ErrorNotice';

/** The references of the source's workloads, old and new, to copy and to download. */
export function ImageReferencesContent(props: { migrationId: string }) {
  const { migrationId } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const [isCopied, setIsCopied] = useState(false);
  const load = useCallback(
    (signal: AbortSignal) => api.getImageReferences(migrationId, { signal }),
    [api, migrationId],
  );
  const { value, error, refresh } = useLive({
    load,
    isChanging: () => false,
    isRelevant: () => false,
  });
  const text = value && JSON.stringify(value.map, undefined, 2);
  // Only on pages with TLS, and on localhost.
  const clipboard = navigator.clipboard as Clipboard | undefined;

  return (
    <>
      <DialogBody>
        <Text as="p" color="secondary">
          {t('images.references.description')}
        </Text>
        {error && (
          <ErrorNotice
            error={error}
            title={t('error.request')}
            onRetry={refresh}
          />
        )}
        {!value && !error && (
          <div
            role="group"
            aria-busy="true"
            aria-label={t('images.references.loading')}
          >
            <Skeleton height={96} />
          </div>
        )}
        {value?.references.length === 0 && (
          <Text as="p">{t('images.references.none')}</Text>
        )}
        {value && value.references.length > 0 && (
          <DataTable
            label={t('images.references.title')}
            columns={(['workload', 'container', 'old', 'new'] as const).map(
              name => ({ label: t(`images.references.columns.${name}`) }),
            )}
            rows={value.references.map(reference => ({
              id: [
                reference.namespace,
                reference.workload,
                reference.container,
                reference.old,
              ].join(' '),
              cells: [
                `${reference.namespace}: ${reference.workload}`,
                reference.container,
                reference.old,
                reference.new,
              ],
            }))}
          />
        )}
      </DialogBody>
      <DialogFooter className={dialog.footer}>
        <Button variant="secondary" slot="close">
          {t('images.references.close')}
        </Button>
        {text && clipboard && (
          <Button
            variant="secondary"
            onPress={() =>
              clipboard.writeText(text).then(
                () => setIsCopied(true),
                () => setIsCopied(false),
              )
            }
          >
            {isCopied
              ? t('images.references.copied')
              : t('images.references.copy')}
          </Button>
        )}
        {text && (
          <Button
            variant="primary"
            onPress={() =>
              saveBlob(
                new Blob([text], { type: 'application/json' }),
                `image-references-${migrationId}.json`,
              )
            }
          >
            {t('images.references.download')}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}
