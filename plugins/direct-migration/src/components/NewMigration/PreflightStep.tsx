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
import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import type {
  PlanContent,
  PlanVolume,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { RiRefreshLine } from '@remixicon/react';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { CheckList } from '../StartDialog';
import { VolumeInspections } from '../VolumeInspections';
import type { WizardStep } from './MigrationDraft';
import { stepOfField } from './stepOfField';
import type { PreflightState } from './usePreflight';

/** Props of {@link PreflightStep}. */
export interface PreflightStepProps {
  plan: PlanContent;
  state: PreflightState;
  onRun: () => void;
  onGo: (step: WizardStep) => void;
  onVolumesChange: (volumes: PlanVolume[]) => void;
}

/** What both clusters say about the plan; each finding leads to the step where it can be mended. */
export function PreflightStep(props: PreflightStepProps) {
  const { plan, state, onRun, onGo } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return (
    <Flex direction="column" gap="4">
      {state.isPending && (
        <div role="group" aria-busy="true" aria-label={t('start.checking')}>
          <Flex direction="column" gap="2">
            <Text as="p" color="secondary">
              {t('start.checking')}
            </Text>
            <Skeleton height={64} />
            <Skeleton height={64} />
          </Flex>
        </div>
      )}
      {state.error && (
        <ErrorNotice error={state.error} title={t('start.notChecked')} />
      )}
      {state.value && (
        <CheckList
          preflight={state.value}
          renderAction={({ field, level }) =>
            field && level !== 'info' && stepOfField(field) !== 'preflight' ? (
              <Button
                size="small"
                variant="tertiary"
                onPress={() => onGo(stepOfField(field))}
              >
                {t('wizard.goTo', {
                  step: t(`wizard.step.${stepOfField(field)}`),
                })}
              </Button>
            ) : undefined
          }
        />
      )}
      <div>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiRefreshLine />}
          isDisabled={state.isPending}
          onPress={onRun}
        >
          {t('wizard.checkAgain')}
        </Button>
      </div>
      {plan.volumes.length > 0 && (
        <VolumeInspections
          plan={plan}
          known={state.inspections}
          isChecking={state.isPending}
          onInspected={onRun}
          onConsent={props.onVolumesChange}
        />
      )}
    </Flex>
  );
}
