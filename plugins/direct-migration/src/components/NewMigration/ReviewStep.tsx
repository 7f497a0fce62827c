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
import { Checkbox, Flex, Text, TextAreaField, TextField } from '@backstage/ui';
import { directMigrationTranslationRef } from '../../translation';
import { fieldError, problemAt } from '../PlanFields';
import styles from './NewMigration.module.css';
import { PlanSummary } from './PlanSummary';
import type { StepProps } from './StepProps';

/** Props of {@link ReviewStep}. */
export interface ReviewStepProps extends StepProps {
  startsStage: boolean;
  onStartsStageChange: (startsStage: boolean) => void;
  /** Why no stage can be started. */
  cannotStart?: string;
}

/** What has been chosen, its name, and what is to happen now. */
export function ReviewStep(props: ReviewStepProps) {
  const { plan, onChange, problems, clusters, cannotStart } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return (
    <Flex direction="column" gap="4">
      <PlanSummary plan={plan} clusters={clusters.value ?? []} />
      <div className={styles.grid}>
        <TextField
          label={t('wizard.name')}
          isRequired
          value={plan.name}
          onChange={name => onChange({ name })}
          {...fieldError(problemAt(problems, 'name'))}
        />
        <TextAreaField
          label={t('wizard.description')}
          maxLength={1000}
          value={plan.description ?? ''}
          onChange={description =>
            onChange({ description: description || undefined })
          }
          {...fieldError(problemAt(problems, 'description'))}
        />
      </div>
      <div>
        <Checkbox
          isSelected={props.startsStage && !cannotStart}
          isDisabled={Boolean(cannotStart)}
          onChange={props.onStartsStageChange}
        >
          {t('wizard.startsStage')}
        </Checkbox>
        <Text as="p" variant="body-small" color="secondary">
          {cannotStart ?? t('wizard.startsStageDescription')}
        </Text>
      </div>
    </Flex>
  );
}
