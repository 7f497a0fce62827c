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
import type { Migration } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  RiCheckboxCircleFill,
  RiCircleLine,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiForbidLine,
  RiLoader4Line,
  RiSkipForwardLine,
} from '@remixicon/react';
import { formatDuration, formatTime } from '../../format';
import { useLocale } from '../../hooks/useLocale';
import { directMigrationTranslationRef } from '../../translation';
import styles from './StepPipeline.module.css';
import { stepsOf, type RunStep } from './stepsOf';

const ICONS = {
  pending: RiCircleLine,
  running: RiLoader4Line,
  succeeded: RiCheckboxCircleFill,
  partiallyFailed: RiErrorWarningFill,
  failed: RiCloseCircleFill,
  canceled: RiForbidLine,
  skipped: RiSkipForwardLine,
} satisfies Record<RunStep['state'], unknown>;

const KNOWN = [
  'preflight',
  'copy',
  'warm',
  'quiesce',
  'final',
  'verify',
  'restore',
  'deleteTarget',
] as const;

/** The steps of a migration in their order, with state, begin and duration of each. */
export function StepPipeline(props: { migration: Migration }) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const locale = useLocale();
  const nameOf = (step: RunStep) => {
    const known = KNOWN.find(id => id === step.id);
    return known ? t(`step.name.${known}`) : step.name ?? step.id;
  };
  return (
    <ol className={styles.steps} aria-label={t('step.label')}>
      {stepsOf(props.migration).map(step => {
        const Icon = ICONS[step.state];
        return (
          <li
            key={step.id}
            className={styles.step}
            data-state={step.state}
            aria-current={step.state === 'running' ? 'step' : undefined}
          >
            <Icon className={styles.icon} aria-hidden="true" />
            <div className={styles.words}>
              <Text as="p" variant="body-medium" weight="bold">
                {nameOf(step)}
              </Text>
              <Text as="p" variant="body-small" color="secondary">
                {[t(`step.state.${step.state}`), durationOf(step, locale)].join(
                  ' ',
                )}
              </Text>
              {step.startedAt && (
                <Text as="p" variant="body-small" color="secondary">
                  <time dateTime={step.startedAt}>
                    {formatTime(step.startedAt, locale)}
                  </time>
                </Text>
              )}
              {step.message && (
                <Text as="p" variant="body-small">
                  {step.message}
                </Text>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function durationOf(step: RunStep, locale: string): string | undefined {
  if (!step.startedAt || step.state === 'pending') {
    return undefined;
  }
  const end = step.finishedAt ? Date.parse(step.finishedAt) : Date.now();
  return `· ${formatDuration(
    (end - Date.parse(step.startedAt)) / 1000,
    locale,
  )}`;
}
