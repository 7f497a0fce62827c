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
  MigrationConfirmation,
  MigrationOptions,
  MigrationType,
} from './types';

/**
 * What a person has to confirm before a migration is started or retried, by the name of what cannot be undone;
 * `undefined` if nothing.
 * @public
 */
export function confirmationOf(migration: {
  type: MigrationType;
  options?: MigrationOptions;
}): MigrationConfirmation | undefined {
  const { type, options } = migration;
  if (type === 'rollback' && options?.rollback?.deleteTargetVolumes) {
    return 'deleteTargetVolumes';
  }
  return type === 'stage' ? undefined : type;
}
