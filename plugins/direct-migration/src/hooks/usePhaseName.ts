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
import { useCallback } from 'react';
import { phaseMessages } from '../messages/phase';
import { directMigrationTranslationRef } from '../translation';

/** Says in words what an item is doing; a phase that is not known here, of a newer backend, as it comes. */
export function usePhaseName(): (phase: string) => string {
  const { t } = useTranslationRef(directMigrationTranslationRef);
  return useCallback(
    (phase: string) => (isKnown(phase) ? t(`phase.${phase}`) : phase),
    [t],
  );
}

function isKnown(phase: string): phase is keyof typeof phaseMessages {
  return Object.hasOwn(phaseMessages, phase);
}
