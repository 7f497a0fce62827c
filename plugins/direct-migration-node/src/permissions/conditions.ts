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

import { createConditionExports } from '@backstage/plugin-permission-node';
import {
  directMigrationMigrationResourceRef,
  directMigrationPlanResourceRef,
} from './resources';
import {
  directMigrationMigrationRules,
  directMigrationPlanRules,
} from './rules';

const planExports = createConditionExports({
  resourceRef: directMigrationPlanResourceRef,
  rules: directMigrationPlanRules,
});

const migrationExports = createConditionExports({
  resourceRef: directMigrationMigrationResourceRef,
  rules: directMigrationMigrationRules,
});

/**
 * Conditions on plans for permission policies.
 * @public
 */
export const directMigrationPlanConditions = planExports.conditions;

/**
 * Makes a conditional decision about a plan permission.
 * @public
 */
export const createDirectMigrationPlanConditionalDecision =
  planExports.createConditionalDecision;

/**
 * Conditions on migrations for permission policies.
 * @public
 */
export const directMigrationMigrationConditions = migrationExports.conditions;

/**
 * Makes a conditional decision about a migration permission.
 * @public
 */
export const createDirectMigrationMigrationConditionalDecision =
  migrationExports.createConditionalDecision;
