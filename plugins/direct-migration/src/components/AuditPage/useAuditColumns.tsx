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

import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  CellText,
  Flex,
  Link,
  Text,
  useBreakpoint,
  type ColumnConfig,
} from '@backstage/ui';
import type { AuditEntry } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useMemo } from 'react';
import { useLocale } from '../../hooks/useLocale';
import { migrationRouteRef } from '../../routes';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterPair } from '../ClusterPair';
import { Initiator } from '../Initiator';
import { AUDIT_ACTIONS } from './auditActions';
import { AuditResultLabel } from './AuditResultLabel';

/** Columns of the audit trail; fewer of them where there is little room. */
export function useAuditColumns(): ColumnConfig<AuditEntry>[] {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const detailLink = useRouteRef(migrationRouteRef);
  const { up } = useBreakpoint();
  const hasSomeRoom = up('sm');
  const hasRoom = up('md');

  return useMemo(
    () => [
      {
        id: 'time',
        label: t('audit.columns.time'),
        minWidth: 90,
        cell: ({ time }) => (
          <CellText
            title={new Date(time).toLocaleDateString(locale, {
              dateStyle: hasSomeRoom ? 'medium' : 'short',
            })}
            description={new Date(time).toLocaleTimeString(locale, {
              timeStyle: hasSomeRoom ? 'medium' : 'short',
            })}
          />
        ),
      },
      {
        id: 'actor',
        label: t('audit.columns.actor'),
        isHidden: !hasSomeRoom,
        cell: ({ actor }) => (
          <Cell>
            <Initiator initiatedBy={actor} />
          </Cell>
        ),
      },
      {
        id: 'action',
        label: t('audit.columns.action'),
        isRowHeader: true,
        cell: ({ action, actor, migrationType }) => {
          const name = AUDIT_ACTIONS[action as keyof typeof AUDIT_ACTIONS];
          const type = migrationType && t(`type.${migrationType}`);
          const title = name ? t(`audit.actions.${name}`) : action;
          return hasSomeRoom ? (
            <CellText title={title} description={type} />
          ) : (
            // Without a column of their own, who did it; all of it, on several lines.
            <Cell>
              <Flex direction="column" gap="0">
                <Text>{title}</Text>
                <Text variant="body-small" color="secondary">
                  <Initiator initiatedBy={actor} />
                </Text>
              </Flex>
            </Cell>
          );
        },
      },
      {
        id: 'subject',
        label: t('audit.columns.subject'),
        isHidden: !hasRoom,
        cell: ({ planName, planId, migrationId }) => (
          <Cell>
            <Flex direction="column" gap="0">
              <Text>{planName ?? planId ?? '–'}</Text>
              {migrationId && detailLink && (
                <Link
                  href={detailLink({ migrationId })}
                  variant="body-small"
                  aria-label={`${t('audit.ofRun')} ${migrationId}`}
                >
                  {t('audit.ofRun')} {migrationId.slice(0, 8)}
                </Link>
              )}
            </Flex>
          </Cell>
        ),
      },
      {
        id: 'clusters',
        label: t('audit.columns.clusters'),
        isHidden: !hasRoom,
        cell: ({ sourceCluster, targetCluster }) => (
          <Cell>
            {sourceCluster && targetCluster ? (
              <ClusterPair source={sourceCluster} target={targetCluster} />
            ) : (
              <Text color="secondary">–</Text>
            )}
          </Cell>
        ),
      },
      {
        id: 'result',
        label: t('audit.columns.result'),
        defaultWidth: hasSomeRoom ? '2fr' : '1fr',
        cell: entry => (
          <Cell>
            <AuditResultLabel entry={entry} />
          </Cell>
        ),
      },
    ],
    [t, locale, detailLink, hasRoom, hasSomeRoom],
  );
}
