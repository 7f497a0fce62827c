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
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Card, CardBody, Flex, Text } from '@backstage/ui';
import {
  directMigrationMigrationCutoverPermission,
  directMigrationMigrationRollbackPermission,
  directMigrationMigrationStagePermission,
  type MigrationType,
  type Plan,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  RiArrowGoBackLine,
  RiFileCopyLine,
  RiShutDownLine,
} from '@remixicon/react';
import { useState } from 'react';
import { formatTime } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import { ClusterPair } from '../ClusterPair';
import { StartDialog } from '../StartDialog';

const ICONS = {
  stage: <RiFileCopyLine />,
  cutover: <RiShutDownLine />,
  rollback: <RiArrowGoBackLine />,
};
const TYPES = ['stage', 'cutover', 'rollback'] as const;

/** A plan, and what can be done with it by who may. */
export function PlanCard(props: { plan: Plan; onStarted: () => void }) {
  const { plan, onStarted } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const [type, setType] = useState<MigrationType>();
  const may = {
    stage: usePermission({
      permission: directMigrationMigrationStagePermission,
      resourceRef: plan.id,
    }),
    cutover: usePermission({
      permission: directMigrationMigrationCutoverPermission,
      resourceRef: plan.id,
    }),
    rollback: usePermission({
      permission: directMigrationMigrationRollbackPermission,
      resourceRef: plan.id,
    }),
  };
  const startable = TYPES.filter(each => may[each].allowed);

  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="3">
          <Flex direction="column" gap="1">
            <Text as="h3" variant="title-x-small">
              {plan.name}
            </Text>
            {plan.description && <Text as="p">{plan.description}</Text>}
            <ClusterPair
              source={plan.sourceCluster}
              target={plan.targetCluster}
            />
            <Text as="p" variant="body-small" color="secondary">
              {[
                t('plan.namespaces', {
                  names: plan.namespaces
                    .map(({ source, target }) =>
                      source === target ? source : `${source} → ${target}`,
                    )
                    .join(', '),
                }),
                t('plan.volumes', { count: plan.volumes.length }),
                t('plan.images', { count: plan.images.length }),
                t('plan.updated', { time: formatTime(plan.updatedAt, locale) }),
              ].join(' · ')}
            </Text>
          </Flex>
          {startable.length > 0 && (
            <Flex gap="2" style={{ flexWrap: 'wrap' }}>
              {startable.map(each => (
                <Button
                  key={each}
                  size="small"
                  variant="secondary"
                  iconStart={ICONS[each]}
                  aria-label={t('plan.startOf', {
                    type: t(`type.${each}`),
                    name: plan.name,
                  })}
                  onPress={() => setType(each)}
                >
                  {t(`type.${each}`)}
                </Button>
              ))}
            </Flex>
          )}
          {startable.length === 0 && !TYPES.some(each => may[each].loading) && (
            <Text as="p" variant="body-small" color="secondary">
              {t('plan.mayNotStart')}
            </Text>
          )}
          {type && (
            <StartDialog
              plan={plan}
              type={type}
              onClose={() => setType(undefined)}
              onStarted={() => {
                setType(undefined);
                onStarted();
              }}
            />
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}
