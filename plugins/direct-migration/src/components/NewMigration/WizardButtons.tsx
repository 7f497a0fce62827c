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
import { Button } from '@backstage/ui';
import { directMigrationTranslationRef } from '../../translation';
import { WIZARD_STEPS, type WizardStep } from './MigrationDraft';
import styles from './NewMigration.module.css';

/** Props of {@link WizardButtons}. */
export interface WizardButtonsProps {
  step: WizardStep;
  /** Whether the last step also starts a stage. */
  isStarting: boolean;
  isBusy: boolean;
  /** Whether there is something to wait for before one goes on. */
  isWaiting: boolean;
  onGo: (step: WizardStep) => void;
  onSubmit: () => void;
}

/** Back, and on. */
export function WizardButtons(props: WizardButtonsProps) {
  const { step, onGo } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const index = WIZARD_STEPS.indexOf(step);
  const previous = index > 0 ? WIZARD_STEPS[index - 1] : undefined;
  const next = WIZARD_STEPS.at(index + 1);
  return (
    <div className={styles.buttons}>
      {previous && (
        <Button
          variant="secondary"
          isDisabled={props.isBusy}
          onPress={() => onGo(previous)}
        >
          {t('wizard.back')}
        </Button>
      )}
      {next ? (
        <Button
          variant="primary"
          isDisabled={props.isWaiting}
          onPress={() => onGo(next)}
        >
          {t('wizard.next')}
        </Button>
      ) : (
        <Button
          variant="primary"
          isPending={props.isBusy}
          onPress={props.onSubmit}
        >
          {props.isStarting ? t('wizard.createAndStart') : t('wizard.create')}
        </Button>
      )}
    </div>
  );
}
