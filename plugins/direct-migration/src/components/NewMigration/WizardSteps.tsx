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
import { directMigrationTranslationRef } from '../../translation';
import { WIZARD_STEPS, type WizardStep } from './MigrationDraft';
import styles from './NewMigration.module.css';

/** Props of {@link WizardSteps}. */
export interface WizardStepsProps {
  current: WizardStep;
  /** The last one that can be gone to. */
  furthest: WizardStep;
  /** How many things are to be mended on each. */
  problems: Partial<Record<WizardStep, number>>;
  onGo: (step: WizardStep) => void;
}

/** Where one is, what is done, and where something is wrong. */
export function WizardSteps(props: WizardStepsProps) {
  const { current, furthest, problems, onGo } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return (
    <nav aria-label={t('wizard.steps')}>
      <ol className={styles.steps}>
        {WIZARD_STEPS.map((step, index) => {
          const count = problems[step] ?? 0;
          return (
            <li key={step}>
              <button
                type="button"
                className={styles.step}
                aria-current={step === current ? 'step' : undefined}
                data-wrong={count > 0 || undefined}
                disabled={index > WIZARD_STEPS.indexOf(furthest)}
                onClick={() => onGo(step)}
              >
                <span className={styles.number} aria-hidden="true">
                  {count > 0 ? '!' : index + 1}
                </span>
                <span className={styles.stepName}>
                  {t(`wizard.step.${step}`)}
                  {count > 0 && (
                    <span className={styles.count}>
                      {t('wizard.problems', { count })}
                    </span>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
