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

import type { ManagedFields } from '../../kubernetes/clientNode';
import { lastManager } from './lastManager';

const wrote = (manager: string, minute: number, spec: object) => ({
  manager,
  operation: 'Update',
  time: `2026-11-24T09:0${minute}:00Z`,
  fieldsV1: { 'f:spec': spec },
});
const of = (managedFields: ManagedFields[]) =>
  lastManager({ metadata: { managedFields } });

describe('lastManager', () => {
  it('names who wrote last what workloads are stopped by', () => {
    expect(
      of([
        wrote('argocd-controller', 3, { 'f:replicas': {} }),
        wrote('direct-migration', 2, { 'f:replicas': {} }),
        wrote('kubectl', 4, { 'f:strategy': {} }),
      ]),
    ).toBe('argocd-controller at 2026-11-24T09:03:00Z');
  });

  it('never names us, who have stopped it: a server that does not know better says nothing', () => {
    expect(of([wrote('direct-migration', 2, { 'f:replicas': {} })])).toMatch(
      /does not name/,
    );
    expect(of([])).toMatch(/does not name/);
  });
});
