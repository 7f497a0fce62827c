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

import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { PlanVolume } from '@direct-migration/backstage-plugin-direct-migration-common';
import { formPlan, type FormFieldNames } from '../formPlan';
import { formProblems } from '../formProblems';
import { textsOf } from '../textsOf';

/** Refuses what the backend would refuse. */
export const validateVolumes: CustomFieldValidator<
  PlanVolume[],
  FormFieldNames
> = (value, field, { apiHolder, formData, uiSchema }) => {
  const plan = formPlan(formData, uiSchema?.['ui:options'], {
    volumes: value ?? [],
  });
  formProblems(plan, 'volumes', textsOf(apiHolder)).forEach(({ message }) =>
    field.addError(message),
  );
};
