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

import type { Workload } from '../../kubernetes/Workload';
import { MANAGED_BY } from '../common/labels';

/** Fields that stop and start workloads, as `managedFields` has them below `f:spec`. */
const FIELDS = [
  'f:replicas',
  'f:suspend',
  'f:parallelism',
  'f:template',
  'f:jobTemplate',
];

/**
 * Who wrote last what a workload is stopped and started by, as the API server remembers it, for messages.
 *
 * @internal
 */
export function lastManager(workload: Workload): string {
  const writers = (workload.metadata?.managedFields ?? [])
    .filter(({ fieldsV1 }) => {
      const spec = (fieldsV1 as { 'f:spec'?: object } | undefined)?.['f:spec'];
      return spec && FIELDS.some(field => field in spec);
    })
    .sort((a, b) => (a.time ?? '').localeCompare(b.time ?? ''));
  const last = writers[writers.length - 1];
  // Before 1.22 the API server does not write down who scales: then the last one that it knows is ourselves.
  return last?.manager && last.manager !== MANAGED_BY
    ? `${last.manager}${last.time ? ` at ${last.time}` : ''}`
    : 'somebody whom the API server does not name';
}
