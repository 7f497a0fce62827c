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
import { usePermission } from '@backstage/plugin-permission-react';
import { Container, Flex, Header } from '@backstage/ui';
import { directMigrationAuditReadPermission } from '@direct-migration/backstage-plugin-direct-migration-common';
import type { ReactNode } from 'react';
import {
  auditRouteRef,
  clustersRouteRef,
  rootRouteRef,
  statisticsRouteRef,
} from '../../routes';
import { directMigrationTranslationRef } from '../../translation';
import styles from '../../styles/readable.module.css';

/** Props of {@link PageFrame}. */
export interface PageFrameProps {
  tab: 'runs' | 'statistics' | 'clusters' | 'audit';
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Title and tabs of `/migrations`. The audit trail is only offered to who may read it. */
export function PageFrame(props: PageFrameProps) {
  const { tab, actions, children } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const links = {
    runs: useRouteRef(rootRouteRef),
    statistics: useRouteRef(statisticsRouteRef),
    clusters: useRouteRef(clustersRouteRef),
    audit: useRouteRef(auditRouteRef),
  };
  const audit = usePermission({
    permission: directMigrationAuditReadPermission,
  });

  const tabs = (['runs', 'statistics', 'clusters', 'audit'] as const)
    .filter(id => id !== 'audit' || audit.allowed)
    .flatMap(id => {
      const href = links[id]?.();
      return href ? [{ id, label: t(`page.tabs.${id}`), href }] : [];
    });
  return (
    <main className={styles.root}>
      <Header
        title={t(`page.tabs.${tab}`)}
        tabs={tabs}
        activeTabId={tab}
        customActions={actions}
      />
      <Container my="4">
        <Flex direction="column" gap="4">
          {children}
        </Flex>
      </Container>
    </main>
  );
}
