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
import { RequirePermission } from '@backstage/plugin-permission-react';
import { Card, CardBody } from '@backstage/ui';
import { directMigrationAuditReadPermission } from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import { EmptyNotice } from '../EmptyNotice';
import { PageFrame } from '../PageFrame';
import { AuditTrail } from './AuditTrail';

/** Who did what, for who may know it. */
export function AuditPage() {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return (
    <PageFrame tab="audit">
      <RequirePermission
        permission={directMigrationAuditReadPermission}
        errorPage={
          <Card>
            <CardBody>
              <EmptyNotice
                title={t('audit.notAllowed.title')}
                description={t('audit.notAllowed.description')}
              />
            </CardBody>
          </Card>
        }
      >
        <AuditTrail />
      </RequirePermission>
    </PageFrame>
  );
}
