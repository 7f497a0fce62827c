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

import { parseEntityRef } from '@backstage/catalog-model';
import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Alert, Flex, Link, Skeleton } from '@backstage/ui';
import { useCallback } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { directMigrationTranslationRef } from '../../translation';
import { PlanCard } from '../EntityMigrationsTab';
import { ErrorNotice } from '../ErrorNotice';

/** A plan that has just been made, and what can be done with it. */
export function CreatedPlan(props: { planId: string }) {
  const { planId } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const entityLink = useRouteRef(entityRouteRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getPlan(planId, { signal }),
    [api, planId],
  );
  const { value, error, refresh } = useLive({
    load,
    isChanging: () => false,
    isRelevant: () => false,
  });
  const entity = value?.entityRef && parseEntityRef(value.entityRef);
  return (
    <Flex direction="column" gap="4">
      {error && !value && (
        <ErrorNotice
          error={error}
          title={t('error.request')}
          onRetry={refresh}
        />
      )}
      {!value && !error && (
        <div role="group" aria-busy="true" aria-label={t('plan.loading')}>
          <Skeleton height={120} />
        </div>
      )}
      {value && (
        <>
          <Alert
            role="status"
            status="success"
            icon
            title={t('wizard.created', { name: value.name })}
          />
          <PlanCard plan={value} onStarted={refresh} />
          {entity && entityLink && (
            <Link href={`${entityLink(entity)}/migrations`}>
              {t('wizard.toEntity')}
            </Link>
          )}
        </>
      )}
    </Flex>
  );
}
