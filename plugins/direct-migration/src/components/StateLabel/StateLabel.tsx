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
import type { State } from '@direct-migration/backstage-plugin-direct-migration-common';
import {
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiForbidLine,
  RiLoader4Line,
  RiTimeLine,
} from '@remixicon/react';
import { directMigrationTranslationRef } from '../../translation';
import styles from './StateLabel.module.css';

const ICONS = {
  queued: RiTimeLine,
  running: RiLoader4Line,
  succeeded: RiCheckboxCircleFill,
  partiallyFailed: RiErrorWarningFill,
  failed: RiCloseCircleFill,
  canceling: RiLoader4Line,
  canceled: RiForbidLine,
} satisfies Record<State, unknown>;

/** A state as icon and word; the colour only repeats what both say. */
export function StateLabel(props: { state: State }) {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const Icon = ICONS[props.state];
  return (
    <span className={styles.root} data-state={props.state}>
      <Icon className={styles.icon} aria-hidden="true" />
      {t(`state.${props.state}`)}
    </span>
  );
}
