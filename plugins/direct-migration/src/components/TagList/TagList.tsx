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
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import type { Item } from '@direct-migration/backstage-plugin-direct-migration-common';
import { formatBytes } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { DataTable } from '../DataTable';
import { tagsOf } from './tagsOf';

/** The tags of an image, folded up: how far each is, or what became of it. Nothing where none is known. */
export function TagList(props: { item: Item }) {
  const { item } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const known = tagsOf(item);
  if (!known) {
    return null;
  }
  const { done, total, tags, omitted } = known;
  return (
    <Accordion>
      <AccordionTrigger
        title={t('images.tags.title', {
          done: String(done),
          total: String(total),
        })}
      />
      <AccordionPanel>
        <DataTable
          label={t('images.tags.of', { name: item.name })}
          columns={[
            { label: t('images.tags.columns.tag') },
            { label: t('images.tags.columns.state') },
            { label: t('images.tags.columns.progress'), isNumeric: true },
          ]}
          rows={tags.map(tag => ({
            id: tag.tag,
            cells: [
              tag.tag,
              [t(`images.tags.state.${tag.state}`), tag.message]
                .filter(Boolean)
                .join(': '),
              tag.bytesTotal === undefined
                ? '–'
                : t('progress.bytes', {
                    done: formatBytes(tag.bytesDone ?? 0, locale),
                    total: formatBytes(tag.bytesTotal, locale),
                  }),
            ],
          }))}
        />
        {omitted > 0 && (
          <Text as="p" variant="body-small" color="secondary">
            {t('images.tags.omitted', { count: omitted })}
          </Text>
        )}
      </AccordionPanel>
    </Accordion>
  );
}
