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
import type {
  MigrationStep,
  MigrationType,
} from '@direct-migration/backstage-plugin-direct-migration-common';

/** Names a step of a migration. */
export type StepId = MigrationStep['id'];

const STEPS: Record<MigrationType, StepId[]> = {
  stage: ['copy'],
  cutover: ['warm', 'quiesce', 'final', 'restore'],
  rollback: ['restore', 'deleteTarget'],
};

/**
 * The steps of a type of migration, in their order: none begins before all of the one before has succeeded. A step
 * that is put between two of them is kept to by the queue without further ado.
 *
 * `restore` of a cutover is the exception: it is there only for the case that another step does not succeed.
 */
export function stepsOf(type: MigrationType): StepId[] {
  return STEPS[type];
}

/** What people read. */
export const STEP_NAMES: Record<StepId, string> = {
  copy: 'Copy',
  warm: 'Copy while the application runs',
  quiesce: 'Stop the application',
  final: 'Copy what has changed since',
  restore: 'Start the application again',
  deleteTarget: 'Delete the target volumes',
};
