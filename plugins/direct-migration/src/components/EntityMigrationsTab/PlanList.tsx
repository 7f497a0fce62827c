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
import { Button, Card, CardBody, Flex, Skeleton } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { directMigrationApiRef } from '../../api';
import { useLive } from '../../hooks/useLive';
import { directMigrationTranslationRef } from '../../translation';
import { EmptyNotice } from '../EmptyNotice';
import { LiveErrorNotice } from '../ErrorNotice';
import { StartLink } from '../StartLink';
import { PlanCard } from './PlanCard';

const STEP = 5;
const MAX_PLANS = 200;

/** Props of {@link PlanList}. */
export interface PlanListProps {
  entityRef: string;
  /** Entity ref of the software template to offer. */
  template?: string;
  onStarted: () => void;
}

/** The plans of an entity, newest first. */
export function PlanList(props: PlanListProps) {
  const { entityRef, template, onStarted } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const api = useApi(directMigrationApiRef);
  const [limit, setLimit] = useState(STEP);
  const load = useCallback(
    (signal: AbortSignal) => api.listPlans({ entityRef, limit }, { signal }),
    [api, entityRef, limit],
  );
  const { value, error, refresh } = useLive({ load, isChanging: () => false });

  return (
    <Flex direction="column" gap="4">
      <LiveErrorNotice value={value} error={error} refresh={refresh} />
      {!value && !error && (
        <div role="group" aria-busy="true" aria-label={t('plan.loading')}>
          <Skeleton height={120} />
        </div>
      )}
      {value?.items.length === 0 && (
        <Card>
          <CardBody>
            <EmptyNotice
              title={t('plan.empty.title')}
              description={t('plan.empty.description')}
              action={
                template && (
                  <StartLink template={template} entityRef={entityRef}>
                    {t('card.empty.action')}
                  </StartLink>
                )
              }
            />
          </CardBody>
        </Card>
      )}
      {value?.items.map(plan => (
        <PlanCard key={plan.id} plan={plan} onStarted={onStarted} />
      ))}
      {value?.pageInfo.nextCursor && limit < MAX_PLANS && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setLimit(Math.min(MAX_PLANS, limit * 4))}
          >
            {t('plan.more')}
          </Button>
        </div>
      )}
    </Flex>
  );
}
