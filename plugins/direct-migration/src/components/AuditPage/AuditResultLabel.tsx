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
import type { AuditEntry } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiForbidLine,
  RiQuestionLine,
} from '@remixicon/react';
import { directMigrationTranslationRef } from '../../translation';
import styles from './AuditResultLabel.module.css';

const ICONS = {
  succeeded: RiCheckboxCircleFill,
  refused: RiForbidLine,
  failed: RiCloseCircleFill,
  unknown: RiQuestionLine,
} satisfies Record<AuditEntry['result'], unknown>;

/** How something ended, and why it did not succeed. */
export function AuditResultLabel(props: { entry: AuditEntry }) {
  const { result, errorCode, message } = props.entry;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const Icon = ICONS[result];
  return (
    <div className={styles.root} data-result={result}>
      <span className={styles.word}>
        <Icon className={styles.icon} aria-hidden="true" />
        {t(`audit.results.${result}`)}
      </span>
      {errorCode && <code className={styles.code}>{errorCode}</code>}
      {message && (
        <span className={styles.message} title={message}>
          {message}
        </span>
      )}
    </div>
  );
}
