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
  BreadcrumbEntry,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Container, Header } from '@backstage/ui';
import { directMigrationPlanCreatePermission } from '@direct-migration/backstage-plugin-direct-migration-common';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { migrationRouteRef } from '../../routes';
import readable from '../../styles/readable.module.css';
import { directMigrationTranslationRef } from '../../translation';
import { EmptyNotice } from '../EmptyNotice';
import { CreatedPlan } from './CreatedPlan';
import { emptyDraft } from './MigrationDraft';
import { NewMigration } from './NewMigration';

/** `/migrations/new`: what it is opened for is in the query string. */
export function NewMigrationPage() {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const [searchParams, setSearchParams] = useSearchParams();
  const detailLink = useRouteRef(migrationRouteRef);
  const navigate = useNavigate();
  const mayCreate = usePermission({
    permission: directMigrationPlanCreatePermission,
  });
  const planId = searchParams.get('plan');
  const entityRef = searchParams.get('entityRef') ?? undefined;
  const sourceCluster = searchParams.get('sourceCluster') ?? undefined;
  const targetCluster = searchParams.get('targetCluster') ?? undefined;
  const initial = useMemo(
    () => emptyDraft({ entityRef, sourceCluster, targetCluster }),
    [entityRef, sourceCluster, targetCluster],
  );

  let content;
  if (planId) {
    content = <CreatedPlan planId={planId} />;
  } else if (mayCreate.allowed) {
    content = (
      <NewMigration
        subject={entityRef ?? sourceCluster ?? targetCluster ?? 'any'}
        initial={initial}
        onDone={({ plan, migration }) => {
          if (migration && detailLink) {
            navigate(detailLink({ migrationId: migration.id }));
          } else {
            setSearchParams({ plan: plan.id }, { replace: true });
          }
        }}
      />
    );
  } else if (!mayCreate.loading) {
    content = (
      <EmptyNotice
        title={t('error.notAllowed')}
        description={t('wizard.mayNotCreate')}
      />
    );
  }
  return (
    <main className={readable.root}>
      <BreadcrumbEntry entry={{ label: t('wizard.pageTitle'), href: 'new' }}>
        <Header title={t('wizard.pageTitle')} />
      </BreadcrumbEntry>
      <Container my="4">{content}</Container>
    </main>
  );
}
