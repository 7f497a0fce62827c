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
import { Alert } from '@backstage/ui';
import type { PlanProblem } from '@direct-migration/backstage-plugin-direct-migration-common';
import { forwardRef } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import styles from './NewMigration.module.css';

/** More than these are counted only; each is at its field too. */
const MAX_LISTED = 5;

/** What has to be mended before one can go on; takes the focus when it is there. */
export const ProblemSummary = forwardRef<
  HTMLDivElement,
  { problems: PlanProblem[] }
>(({ problems }, ref) => {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const messages = [...new Set(problems.map(({ message }) => message))];
  return (
    <div ref={ref} tabIndex={-1} className={styles.focusable}>
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('wizard.mend', { count: messages.length })}
        description={
          <ul className={styles.messages}>
            {messages.slice(0, MAX_LISTED).map(message => (
              <li key={message}>{message}</li>
            ))}
            {messages.length > MAX_LISTED && (
              <li>{t('card.more', { count: messages.length - MAX_LISTED })}</li>
            )}
          </ul>
        }
      />
    </div>
  );
});
