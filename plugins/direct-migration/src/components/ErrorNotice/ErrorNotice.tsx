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
import { Alert, Button } from '@backstage/ui';
import type { ItemError } from '@direct-migration/backstage-plugin-direct-migration-common';
import { directMigrationTranslationRef } from '../../translation';
import styles from './ErrorNotice.module.css';
import { describeError } from './describeError';

/** Props of {@link ErrorNotice}. */
export interface ErrorNoticeProps {
  /** What failed: of a migration or item, or of a request. */
  error: ItemError | Error;
  /** What could not be done, where the message alone would not say. */
  title?: string;
  status?: 'danger' | 'warning';
  onRetry?: () => void;
}

/** The cause, what to do about it, and the code to search for. */
export function ErrorNotice(props: ErrorNoticeProps) {
  const { status = 'danger', onRetry } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const title = isNotAllowed(props.error) ? t('error.notAllowed') : props.title;
  const { code, message, hint, attempts } = describeError(props.error);
  const footnote = [
    code && t('error.code', { code }),
    attempts && t('error.attempts', { count: attempts }),
  ]
    .filter(Boolean)
    .join(', ');

  return (
    <Alert
      role="alert"
      status={status}
      icon
      title={title ?? message}
      description={
        <>
          {title && <span className={styles.line}>{message}</span>}
          {hint && (
            <span className={styles.line}>{t('error.hint', { hint })}</span>
          )}
          {footnote && <span className={styles.code}>{footnote}</span>}
        </>
      }
      customActions={
        onRetry && (
          <Button size="small" variant="tertiary" onPress={onRetry}>
            {t('error.tryAgain')}
          </Button>
        )
      }
    />
  );
}

function isNotAllowed(error: ItemError | Error): boolean {
  return (error as { statusCode?: number }).statusCode === 403;
}
