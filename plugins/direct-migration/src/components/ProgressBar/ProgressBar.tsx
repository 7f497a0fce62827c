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
import { Text } from '@backstage/ui';
import type {
  Progress,
  State,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import { formatBytes, formatDuration, formatRate } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import styles from './ProgressBar.module.css';
import { percentOf } from './percentOf';

/** Props of {@link ProgressBar}. */
export interface ProgressBarProps {
  /** What progresses, for assistive technology. */
  label: string;
  state: State;
  progress?: Progress;
  /** What `filesDone` counts. */
  unit?: 'files' | 'blobs' | 'both';
  /** Thicker, for a total. */
  isLarge?: boolean;
}

const COUNTED = {
  files: { known: 'progress.files', unknown: 'progress.filesUnknown' },
  blobs: { known: 'progress.layers', unknown: 'progress.layersUnknown' },
  both: { known: 'progress.both', unknown: 'progress.bothUnknown' },
} as const;

/** Bytes, files, rate and time left, as a bar and in words. */
export function ProgressBar(props: ProgressBarProps) {
  const { label, state, progress, unit = 'files', isLarge } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const percent = percentOf(state, progress);
  const isMoving = state === 'running';

  const words: string[] = [];
  if (percent !== undefined && progress) {
    words.push(
      new Intl.NumberFormat(locale, { style: 'percent' }).format(percent / 100),
    );
  }
  if (progress) {
    const done = formatBytes(progress.bytesDone, locale);
    words.push(
      progress.bytesTotal === undefined
        ? t('progress.bytesUnknown', { done })
        : t('progress.bytes', {
            done,
            total: formatBytes(progress.bytesTotal, locale),
          }),
    );
    const number = new Intl.NumberFormat(locale);
    const filesDone = number.format(progress.filesDone);
    const names = COUNTED[unit];
    if (progress.filesTotal === undefined) {
      words.push(
        t(names.unknown, { done: filesDone, count: progress.filesDone }),
      );
    } else {
      words.push(
        t(names.known, {
          done: filesDone,
          total: number.format(progress.filesTotal),
          count: progress.filesTotal,
        }),
      );
    }
    if (isMoving && progress.bytesPerSecond !== undefined) {
      words.push(formatRate(progress.bytesPerSecond, locale));
    }
    if (isMoving && progress.etaSeconds !== undefined) {
      words.push(
        t('progress.left', {
          time: formatDuration(progress.etaSeconds, locale),
        }),
      );
    }
  }
  const text = words.length ? words.join(' · ') : t('progress.none');

  return (
    <div>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
        data-state={state}
        data-large={isLarge || undefined}
        data-indeterminate={(percent === undefined && isMoving) || undefined}
      >
        <div
          className={styles.bar}
          style={percent === undefined ? undefined : { width: `${percent}%` }}
        />
      </div>
      <Text as="p" variant="body-small" color="secondary" aria-hidden="true">
        {text}
      </Text>
    </div>
  );
}
