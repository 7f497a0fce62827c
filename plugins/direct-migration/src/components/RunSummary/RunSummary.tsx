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
import { Text } from '@backstage/ui';
import type {
  ItemCounts,
  Migration,
  State,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { formatTime } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { Initiator } from '../Initiator';

const STATES: State[] = [
  'failed',
  'partiallyFailed',
  'running',
  'canceling',
  'queued',
  'succeeded',
  'canceled',
];

/** Who started a migration and when, and how many of its items are in which state. */
export function RunSummary(props: { migration: Migration }) {
  const { migration } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const counts = countsOf(migration);
  const words = STATES.filter(state => counts[state] > 0).map(state =>
    t('card.inState', {
      number: String(counts[state]),
      state: t(`state.${state}`).toLocaleLowerCase(locale),
    }),
  );
  return (
    <div>
      <Text as="p" variant="body-small" color="secondary">
        {t('card.startedBy', {
          who: <Initiator initiatedBy={migration.initiatedBy} />,
          time: (
            <time dateTime={migration.createdAt}>
              {formatTime(migration.createdAt, locale)}
            </time>
          ),
        })}
      </Text>
      {counts.total > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('card.itemStates', {
            items: t('card.items', { count: counts.total }),
            states: words.join(', '),
          })}
        </Text>
      )}
    </div>
  );
}

function countsOf({ itemCounts, items }: Migration): ItemCounts {
  return (
    itemCounts ??
    items.reduce(
      (counts, { state }) => ({ ...counts, [state]: counts[state] + 1 }),
      {
        total: items.length,
        queued: 0,
        running: 0,
        succeeded: 0,
        partiallyFailed: 0,
        failed: 0,
        canceling: 0,
        canceled: 0,
      },
    )
  );
}
