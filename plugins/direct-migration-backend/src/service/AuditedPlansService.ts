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
  ListPlansOptions,
  PlanInput,
  PlanPatch,
} from '@direct-migration/backstage-plugin-direct-migration-common';
import type { RecordAction } from './recordAction';
import type {
  CallOptions,
  ConfirmedOptions,
  CreatePlanOptions,
  ListCallOptions,
  PlansService,
  PreflightOptions,
} from './types';

/** Writes down who makes, changes and deletes plans, whoever calls: REST and actions alike. */
export class AuditedPlansService implements PlansService {
  readonly #inner: PlansService;
  readonly #record: RecordAction;

  constructor(options: { inner: PlansService; record: RecordAction }) {
    this.#inner = options.inner;
    this.#record = options.record;
  }

  list(filter: ListPlansOptions, options: ListCallOptions) {
    return this.#inner.list(filter, options);
  }

  get(id: string, options: CallOptions) {
    return this.#inner.get(id, options);
  }

  create(input: PlanInput, options: CreatePlanOptions) {
    return this.#record(
      options,
      { action: 'plan.create' },
      () => this.#inner.create(input, options),
      ({ id }) => ({ planId: id }),
    );
  }

  update(planId: string, patch: PlanPatch, options: CallOptions) {
    return this.#record(options, { action: 'plan.update', planId }, () =>
      this.#inner.update(planId, patch, options),
    );
  }

  delete(planId: string, options: ConfirmedOptions<'delete'>) {
    return this.#record(options, { action: 'plan.delete', planId }, () =>
      this.#inner.delete(planId, options),
    );
  }

  preflight(id: string, options: PreflightOptions) {
    return this.#inner.preflight(id, options);
  }

  preview(input: PlanInput, options: PreflightOptions) {
    return this.#inner.preview(input, options);
  }
}
