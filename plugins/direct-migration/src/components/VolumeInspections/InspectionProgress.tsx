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
import { Button, Text } from '@backstage/ui';
import { RiStopCircleLine } from '@remixicon/react';
import { directMigrationTranslationRef } from '../../translation';
import styles from './VolumeInspections.module.css';

/** Props of {@link InspectionProgress}. */
export interface InspectionProgressProps {
  /** Volumes. */
  done: number;
  /** Volumes. */
  total: number;
  onStop: () => void;
}

/** How many of the volumes have been looked into, and what stops it. */
export function InspectionProgress(props: InspectionProgressProps) {
  const { done, total, onStop } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const text = t('inspection.progress', {
    done: String(done),
    total: String(total),
  });
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={t('inspection.title')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={text}
        className={styles.track}
      >
        <div
          className={styles.bar}
          // Something is to be seen from the beginning, as a pod takes its time to start.
          style={{ width: `${Math.max(4, (100 * done) / total)}%` }}
        />
      </div>
      <Text as="p" variant="body-small" color="secondary" role="status">
        {text}
      </Text>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiStopCircleLine />}
        onPress={onStop}
      >
        {t('inspection.stop')}
      </Button>
    </div>
  );
}
