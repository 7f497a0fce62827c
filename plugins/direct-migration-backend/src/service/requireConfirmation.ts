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

import { MigrationError } from '../errors/MigrationError';

const CONSEQUENCES = {
  cancel:
    'What was copied stays in the target, everything else that was made is removed, and an application that was stopped is started again',
  removeKept:
    'The pods of the failed attempt, by which one could find its cause, are removed from both clusters',
  delete: 'A plan that is deleted cannot be brought back',
  cutover: 'A cutover stops the application in the source',
  rollback:
    'A rollback starts the application in the source again, without what was written in the target since',
  deleteTargetVolumes:
    'The target volumes are deleted, with all that was written to them',
  start: 'Data in the target may be overwritten',
};

/**
 * What cannot be undone is only done when it is said, also where everybody may everything.
 *
 * @param needed - what has to be confirmed; nothing has to if undefined
 * @throws MigrationError `CONFIRMATION_REQUIRED`
 */
export function requireConfirmation(
  needed: keyof typeof CONSEQUENCES | undefined,
  confirm: string | undefined,
  say: string = `confirm: ${needed}`,
): void {
  if (needed === undefined || confirm === needed) {
    return;
  }
  throw new MigrationError({
    code: 'CONFIRMATION_REQUIRED',
    kind: 'InputError',
    field: 'confirm',
    message: `${CONSEQUENCES[needed]}: this has to be confirmed`,
    hint: `Ask the person whom it concerns, then send ${say}.`,
  });
}
