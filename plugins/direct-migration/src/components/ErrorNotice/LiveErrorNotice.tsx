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
import type { LiveValue } from '../../hooks/useLive';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from './ErrorNotice';

/** That a value could not be loaded, or is the last good one; nothing unless the last load failed. */
export function LiveErrorNotice(props: LiveValue<unknown>) {
  const { value, error, refresh } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  if (!error) {
    return null;
  }
  return (
    <ErrorNotice
      error={error}
      status={value ? 'warning' : 'danger'}
      title={value ? t('error.stale') : t('error.request')}
      onRetry={refresh}
    />
  );
}
